import { setTimeout as delay } from "node:timers/promises";
import { Value } from "typebox/value";
import { afterEach, expect, test, vi } from "vitest";
import { editorStreamMessageSchema } from "#engine/protocol/editor-stream.ts";
import type { MetricsMessage } from "./editor-socket.ts";
import { eventually, startSockets, TestClient } from "./testing.ts";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

const metrics: MetricsMessage = {
  type: "metrics",
  timeMs: 1,
  sessions: [],
  devices: [],
  process: { cpuPercent: 1, rssBytes: 2, eventLoopLagMs: 3 },
};

async function start(collect: () => MetricsMessage, changed = () => {}) {
  const started = await startSockets({ collect, changed });
  cleanUp.push(started.stop);
  return { ...started, join: () => new TestClient(started.port, "/ws/editor").open() };
}

test("editors get hello, then metrics that are collected once for all of them", async () => {
  let calls = 0;
  const { join } = await start(() => ({ ...metrics, timeMs: ++calls }));
  const clients = [await join(), await join(), await join()];
  const timesOf = ({ messages }: TestClient) =>
    messages.filter(({ type }) => type === "metrics").map(({ timeMs }) => timeMs as number);
  await eventually(() => expect(clients.every((client) => timesOf(client).length >= 3)).toBe(true));
  for (const client of clients) {
    expect(client.messages[0]).toEqual({ type: "hello", version: 1 });
    for (const message of client.messages) expect(Value.Check(editorStreamMessageSchema, message)).toBe(true);
    const times = timesOf(client);
    expect(times).toEqual(times.map((_, index) => (times[0] ?? 0) + index)); // no collection was another's
  }
});

test("nothing is collected while nobody listens, before the first and after the last", async () => {
  const collect = vi.fn(() => metrics);
  const changed = vi.fn();
  const { join } = await start(collect, changed);
  await delay(300);
  expect(collect).not.toHaveBeenCalled();
  const client = await join();
  await client.message("metrics");
  client.socket.close();
  await eventually(() => expect(changed).toHaveBeenLastCalledWith("editor", -1));
  const { length } = collect.mock.calls;
  await delay(600);
  expect(collect).toHaveBeenCalledTimes(length);
});

test("metrics go on for those who stay", async () => {
  const changed = vi.fn();
  const { join } = await start(() => metrics, changed);
  const [leaving, staying] = [await join(), await join()];
  leaving.socket.close();
  await eventually(() => expect(changed).toHaveBeenLastCalledWith("editor", -1));
  staying.messages.length = 0;
  expect(await staying.message("metrics")).toEqual(metrics);
});

test("log lines are passed on to editors", async () => {
  const { join, sockets } = await start(() => metrics);
  const line = { type: "log", timeMs: 1, level: "warn", message: "careful", nodeId: "vad" } as const;
  sockets.log(line);
  const client = await join();
  await client.message("hello");
  sockets.log(line);
  expect(await client.message("log")).toEqual(line);
  expect(client.messages.filter(({ type }) => type === "log").length).toBe(1);
});

test("a failure to collect ends neither the server nor the metrics after it", async () => {
  let calls = 0;
  const { join } = await start(() => {
    if (++calls === 1) throw new Error("not now");
    return metrics;
  });
  expect(await (await join()).message("metrics")).toEqual(metrics);
});
