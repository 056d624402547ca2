/**
 * Main module of a device's process. Its own thread only passes messages on, so that a cancel gets through
 * while native code keeps the worker threads busy. It never ends a worker: a thread that is ended inside
 * ONNX Runtime aborts the process, so whoever wants to end work kills the whole process from outside.
 *
 * Its argument is the URL of the workers' module: worker.ts, or one with which a test plays a device.
 */
import { Piscina } from "piscina";
import type { FromChild, TaskBatch, TaskCall, TaskDone, ToChild } from "./messages.ts";
import type { WorkerCall, WorkerShared } from "./worker.ts";

const threads = Number(process.env["PATCHBAY_THREADS"] ?? "1");
const shared: WorkerShared = { loadedBytes: new BigInt64Array(new SharedArrayBuffer(8)) };
const pool = new Piscina({
  filename: process.argv[2] ?? new URL("./worker.ts", import.meta.url).href,
  minThreads: threads,
  maxThreads: threads,
  workerData: shared,
  idleTimeout: Number.POSITIVE_INFINITY,
});
const cancelFlags = new Map<number, Int32Array>();

function send(message: FromChild): void {
  if (process.connected) process.send?.(message);
}

function run(batch: TaskBatch, tasks: readonly TaskCall[]): void {
  const call: WorkerCall = { ...batch, tasks: tasks.map((task) => ({ ...task, cancelFlag: flagFor(task) })) };
  void pool.run(call);
}

function flagFor({ id }: TaskCall): Int32Array {
  const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  cancelFlags.set(id, cancelFlag);
  return cancelFlag;
}

pool.on("message", (done: TaskDone) => {
  cancelFlags.delete(done.id);
  send(done);
});
process.on("message", (message: ToChild) => {
  if (message.kind === "run") {
    run(message.batch, message.tasks);
    return;
  }
  const flag = cancelFlags.get(message.id);
  if (flag !== undefined) Atomics.store(flag, 0, 1);
});
// The parent is gone; exit() would abort noisily while a worker is busy.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
// Ctrl+C reaches the whole process group; the parent decides when this process ends.
process.on("SIGINT", () => {});
send({ kind: "ready" });
