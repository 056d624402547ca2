import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "ws";
import type { Flow } from "#engine/flow/schema.ts";
import { median } from "../support/statistics.ts";
import { AudioClient, conversation } from "./audio-client.ts";
import { deploy } from "./flows-of-server.ts";

/** How it is measured. */
export const badgeLoad = { sessions: 12, rounds: 24, roundMs: 2_000 };

const warmUpMs = 5_000;
const settleMs = 300;

/** CPU time of the server's process in ms a second, its device processes left out. */
export interface BadgeCost {
  readonly withMs: number;
  readonly withoutMs: number;
  readonly addedPercent: number;
  /** Standard error of its mean: how much a busy machine blurs it. */
  readonly errorPercent: number;
}

const flow: Flow = {
  format: "patchbay.flow/1",
  id: "bench-badges",
  name: "Badges",
  nodes: ["audio-socket", "resample", "vad"].map((type) => ({ id: type, type })),
  edges: [
    { from: { node: "audio-socket", port: "audio" }, to: { node: "resample", port: "audio" } },
    { from: { node: "resample", port: "audio" }, to: { node: "vad", port: "audio" } },
  ],
};

/** What an editor that listens costs a server with live sessions: rounds with one and without, in turn. */
export async function badgeCost(serverUrl: string, pid: number): Promise<BadgeCost> {
  const { sessions, rounds, roundMs } = badgeLoad;
  await deploy(serverUrl, flow);
  const starting = Array.from({ length: sessions }, (_, at) =>
    AudioClient.start(serverUrl, flow.id, conversation(at / sessions), "even"),
  );
  const clients = await Promise.all(starting);
  await delay(warmUpMs);
  const all: { withMs: number; withoutMs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const withoutMs = await cpuMsASecond(pid, roundMs);
    const editor = await openEditor(serverUrl);
    const withMs = await cpuMsASecond(pid, roundMs);
    editor.close();
    await once(editor, "close");
    all.push({ withMs, withoutMs });
  }
  await Promise.all(clients.map((client) => client.stop()));
  const added = all.map(({ withMs, withoutMs }) => 100 * (withMs / withoutMs - 1));
  return {
    withMs: median(all.map(({ withMs }) => withMs)),
    withoutMs: median(all.map(({ withoutMs }) => withoutMs)),
    addedPercent: median(added),
    errorPercent: standardError(added),
  };
}

function standardError(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** A client that takes what an editor's page is sent; the page itself would only make the machine busier. */
async function openEditor(serverUrl: string): Promise<WebSocket> {
  const socket = new WebSocket(new URL("/ws/editor", serverUrl));
  socket.on("message", () => {});
  await once(socket, "open");
  return socket;
}

async function cpuMsASecond(pid: number, forMs: number): Promise<number> {
  await delay(settleMs);
  const [startMs, cpuMs] = [performance.now(), cpuTimeMs(pid)];
  await delay(forMs);
  return ((cpuTimeMs(pid) - cpuMs) * 1000) / (performance.now() - startMs);
}

/** Time on a core of all threads of a process, by /proc/PID/task/TID/schedstat, which counts in ns. */
function cpuTimeMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((tid) =>
    Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, "utf8").split(" ", 1)),
  );
  return times.reduce((sum, time) => sum + time / 1e6, 0);
}
