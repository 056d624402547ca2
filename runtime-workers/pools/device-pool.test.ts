import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TaskRequest } from "#engine/runtime/task-runner.ts";
import { matrixProduct } from "../devices/testing.ts";
import { DevicePool } from "./device-pool.ts";
import type { Behaviour } from "./fixtures/behaviours.ts";

const module = new URL("./fixtures/behaviours.ts", import.meta.url).href;
let journal: string;
let pool: DevicePool;

function request(input: Omit<Behaviour, "journal">, options: Partial<TaskRequest> = {}): TaskRequest {
  const signal = new AbortController().signal;
  return {
    nodeType: "behaviours",
    module,
    input: { ...input, journal },
    devices: ["cpu"],
    signal,
    ...options,
  };
}

const echo = (value: unknown, options?: Partial<TaskRequest>) =>
  pool.run(request({ do: "echo", value }, options));
const lines = () => readFileSync(journal, "utf8").trim().split("\n");

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((wake) => setTimeout(wake, 5));
}

beforeEach(() => {
  journal = join(mkdtempSync(join(tmpdir(), "patchbay-pool-")), "journal");
  pool = new DevicePool({ device: "cpu", threads: 1, queueLimit: 8 });
});
afterEach(() => pool.close());

test("its process starts with the first task, or before when it is asked to, and never after the end", async () => {
  expect(pool.snapshot().pid).toBeUndefined();
  pool.start();
  const { pid } = pool.snapshot();
  expect(pid).toBeGreaterThan(0);
  pool.start();
  expect((await echo(1)).output).toBe(1);
  expect(pool.snapshot().pid).toBe(pid);
  await pool.close();
  pool.start();
  expect(pool.snapshot().pid).toBeUndefined();
});

test("typed arrays go to the worker and come back unchanged", async () => {
  const samples = Float32Array.of(0.5, -1, 1e-9);
  expect(await echo({ samples, name: "a" })).toEqual({ output: { samples, name: "a" }, attempts: 1 });
});

test("an error that a task throws reaches its caller, and the worker goes on", async () => {
  const failed = pool.run(request({ do: "throw" }));
  await expect(failed).rejects.toMatchObject({
    code: "task.failed",
    message: expect.stringContaining("thrown on purpose"),
  });
  expect((await echo(1)).output).toBe(1);
  expect(pool.snapshot().crashes).toBe(0);
});

test("a task whose process dies under it is tried once more, and what waited is not lost", async () => {
  const victim = pool.run(request({ do: "die-once", value: "v" }));
  const waiting = [echo("a"), echo("b")];
  expect(await victim).toEqual({ output: "v", attempts: 2 });
  expect((await Promise.all(waiting)).map(({ output }) => output)).toEqual(["a", "b"]);
  expect(pool.snapshot().crashes).toBe(1);
});

test("a task killed from outside while it works is tried once more", async () => {
  const running = pool.run(request({ do: "steps", steps: 30, value: "done" }));
  await waitFor(() => pool.snapshot().running === 1);
  process.kill(pool.snapshot().pid as number, "SIGKILL");
  expect(await running).toEqual({ output: "done", attempts: 2 });
});

test("a task that kills its process twice is given up, and the next task runs", async () => {
  await expect(pool.run(request({ do: "die" }))).rejects.toMatchObject({ code: "task.crashed" });
  expect((await echo("next")).output).toBe("next");
});

test("a soft deadline asks the task to stop; the process lives on", async () => {
  const slow = pool.run(request({ do: "steps", steps: 1000 }, { softDeadlineMs: 50 }));
  await expect(slow).rejects.toMatchObject({ code: "task.timeout" });
  expect(pool.snapshot().crashes).toBe(0);
});

test("a hang past the hard deadline costs its process only, after one more try", async () => {
  const hung = pool.run(request({ do: "hang", value: "h" }, { softDeadlineMs: 200, hardDeadlineMs: 5000 }));
  await expect(hung).rejects.toMatchObject({ code: "task.timeout" });
  expect(lines()).toEqual(["hang h", "hang h"]);
  expect(pool.snapshot().crashes).toBe(2);
  expect((await echo("next")).output).toBe("next");
});

test("an abort rejects at once, frees the worker, and a queued task is never started", async () => {
  const abort = new AbortController();
  const running = pool.run(request({ do: "steps", steps: 100_000, value: "r" }, { signal: abort.signal }));
  const queued = echo("never", { signal: abort.signal });
  await waitFor(() => pool.snapshot().running === 1);
  abort.abort();
  await expect(running).rejects.toMatchObject({ code: "task.cancelled" });
  await expect(queued).rejects.toMatchObject({ code: "task.cancelled" });
  expect((await echo("next")).output).toBe("next");
  expect(lines()).not.toContain("echo never");
  expect(pool.snapshot().crashes).toBe(0);
});

test("a busy worker is never ended from outside: abort, deadline and other tasks leave native code to its end", async () => {
  const model = join(dirname(journal), "product.onnx");
  writeFileSync(model, matrixProduct());
  const native = { do: "native", value: model, steps: 8 } as const;
  const abort = new AbortController();
  const running = pool.run(request(native, { signal: abort.signal }));
  await waitFor(() => existsSync(journal) && lines().includes("native code begins"));
  const { pid } = pool.snapshot();
  abort.abort();
  await expect(running).rejects.toMatchObject({ code: "task.cancelled" });
  const late = pool.run(request(native, { softDeadlineMs: 20 }), { isMovable: true });
  await expect(late).rejects.toMatchObject({ code: "task.timeout" });
  expect((await echo("next")).output).toBe("next");
  expect(lines().filter((line) => line === "native code came to its end")).toHaveLength(2);
  expect(pool.snapshot()).toMatchObject({ pid, crashes: 0 });
});

test("what waits and can go elsewhere is taken out when its device has failed, and nothing else is", async () => {
  const first = pool.run(request({ do: "steps", value: "first" }));
  const movable = pool.run(request({ do: "echo", value: "movable" }), { isMovable: true });
  const other = pool.run(request({ do: "echo", value: "other" }), { isMovable: true });
  const last = echo("last");
  pool.evict(({ input }) => (input as Behaviour).value !== "other");
  await expect(movable).rejects.toMatchObject({ code: "device.unavailable" });
  const outputs = await Promise.all([first, other, last]);
  expect(outputs.map(({ output }) => output)).toEqual(["first", "other", "last"]);
});

test("a task that another device can take is tried once only", async () => {
  const victim = pool.run(request({ do: "die-once", value: "v" }), { isMovable: true });
  await expect(victim).rejects.toMatchObject({ code: "task.crashed" });
  expect(lines()).toEqual(["die-once v"]);
});

test("a process that does not start rejects what waits, and the next task tries again", async () => {
  const env = { NODE_OPTIONS: "--no-such-option" };
  const hopeless = new DevicePool({ device: "npu", threads: 1, env });
  for (const crashes of [3, 6]) {
    await expect(hopeless.run(request({ do: "echo" }))).rejects.toMatchObject({
      code: "device.unavailable",
      message: expect.stringContaining("Its process does not start"),
    });
    expect(hopeless.snapshot()).toMatchObject({ pid: undefined, crashes });
  }
  await hopeless.close();
});

test("tasks run by priority, then in the order in which they came", async () => {
  const first = pool.run(request({ do: "steps", value: "first" }));
  const partial = { priority: 1 };
  await Promise.all([
    first,
    echo("partial 1", partial),
    echo("partial 2", partial),
    echo("final 1"),
    echo("final 2"),
  ]);
  expect(lines()).toEqual([
    "steps first",
    "echo final 1",
    "echo final 2",
    "echo partial 1",
    "echo partial 2",
  ]);
});

test("tasks of one key that wait run together, and each answers when it is done", async () => {
  const together = new DevicePool({ device: "cpu", threads: 1, batchLimit: 3 });
  const meet = (value: string) =>
    together.run(request({ do: "meet", steps: 3, value }, { batchKey: "k", softDeadlineMs: 20_000 }));
  const first = together.run(request({ do: "echo", value: "first" }));
  const quick = together.run(request({ do: "echo", value: "quick" }, { batchKey: "k" }));
  const met = [meet("a"), meet("b")];
  await quick;
  expect(together.snapshot().running).toBe(2);
  appendFileSync(journal, "meet the test\n"); // they wait for a third
  const once = (output: string) => ({ output, attempts: 1 });
  expect(await Promise.all([first, ...met])).toEqual(["first", "a", "b"].map(once));
  await together.close();
});

test("a full queue refuses, and says so", async () => {
  const accepted = Array.from({ length: 8 }, (_, value) => echo(value));
  await expect(echo("too many")).rejects.toMatchObject({ code: "pool.full" });
  await Promise.all(accepted);
});

test("close rejects what waits and ends the process", async () => {
  const running = pool.run(request({ do: "hang" }));
  await waitFor(() => pool.snapshot().running === 1);
  const { pid } = pool.snapshot();
  await Promise.all([pool.close(), expect(running).rejects.toMatchObject({ code: "device.unavailable" })]);
  expect(() => process.kill(pid as number, 0)).toThrow("ESRCH");
});
