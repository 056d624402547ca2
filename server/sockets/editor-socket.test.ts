import { setTimeout as delay } from "node:timers/promises";
import { Check } from "typebox/schema";
import { afterEach, expect, test, vi } from "vitest";
import {
  editorStreamMessageSchema,
  editorStreamVersion,
  type MetricsMessage,
} from "#engine/protocol/editor-stream.ts";
import { EditorPresence } from "./editor-presence.ts";
import { ShownLines } from "./shown-lines.ts";
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
    expect(client.messages[0]).toEqual({
      type: "hello",
      version: editorStreamVersion,
      editorId: expect.any(String),
    });
    expect(client.messages[1]).toEqual({ type: "editors", editors: [] });
    for (const message of client.messages) expect(Check(editorStreamMessageSchema, message)).toBe(true);
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

test("what nodes show is sent to all editors, a message a session", async () => {
  const shown = new ShownLines();
  const started = await startSockets({ collect: () => metrics, shown });
  cleanUp.push(started.stop);
  const clients = [1, 2].map(() => new TestClient(started.port, "/ws/editor"));
  for (const client of clients) await (await client.open()).message("hello");
  const line = { nodeId: "meter", port: "in", startMs: 100, endMs: 200, text: "audio" };
  shown.add({ sessionId: "s", flowId: "f" }, line);
  for (const client of clients) {
    const message = await client.message("shown");
    expect(message).toEqual({ type: "shown", sessionId: "s", flowId: "f", lines: [line] });
    expect(Check(editorStreamMessageSchema, message)).toBe(true);
  }
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

/** The last list of editors that a client got, without their ids. */
const shownTo = ({ messages }: TestClient) => {
  const list = messages.findLast(({ type }) => type === "editors") as { editors: object[] } | undefined;
  return list?.editors.map((editor) => ({ ...editor, editorId: undefined }));
};
const say = ({ socket }: TestClient, message: object | string) =>
  socket.send(typeof message === "string" ? message : JSON.stringify(message));
const presence = { type: "presence", flowId: "captions", name: "Ada", dirty: false };

test("what an editor says of itself is sent to all, also to those who come later, until it leaves", async () => {
  const { join } = await start(() => metrics);
  const [ada, ben] = [await join(), await join()];
  say(ada, presence);
  say(ben, { ...presence, name: "Ben", dirty: true });
  const both = [
    { flowId: "captions", name: "Ada", dirty: false },
    { flowId: "captions", name: "Ben", dirty: true },
  ];
  await eventually(() => expect([shownTo(ada), shownTo(ben)]).toEqual([both, both]));
  const late = await join();
  await eventually(() => expect(shownTo(late)).toEqual(both));
  const { editorId } = await ada.message("hello");
  const list = ben.messages.findLast(({ type }) => type === "editors") as { editors: { editorId: string }[] };
  expect(list.editors[0]?.editorId).toBe(editorId);
  expect(Check(editorStreamMessageSchema, list)).toBe(true);
  ada.socket.terminate();
  await eventually(() => expect([shownTo(ben), shownTo(late)]).toEqual([both.slice(1), both.slice(1)]));
});

test("the list of editors is sent when it changes, and not again", async () => {
  const { join } = await start(() => metrics);
  const [ada, visitor] = [await join(), await join()];
  say(ada, presence);
  await eventually(() => expect(shownTo(visitor)).toHaveLength(1));
  say(ada, presence);
  visitor.socket.close(); // it has said nothing, so nobody misses it
  ada.messages.length = 0;
  await eventually(() => expect(ada.messages.length).toBeGreaterThan(3));
  expect(ada.messages.filter(({ type }) => type === "editors")).toEqual([]);
});

test("what is no presence is passed over, and the connection goes on", async () => {
  const { join } = await start(() => metrics);
  const client = await join();
  for (const wrong of ["{", '"x"', { ...presence, name: "" }]) say(client, wrong);
  say(client, { ...presence, dirty: "yes" });
  await client.message("metrics");
  expect(shownTo(client)).toEqual([]);
});

test("more than a kilobyte ends the connection", async () => {
  const { join } = await start(() => metrics);
  const client = await join();
  say(client, { ...presence, name: "x".repeat(2000) });
  expect((await client.closed).code).toBe(1009);
});

test("an editor may say four things at once and four a second, and is ignored in between", () => {
  const editor = new EditorPresence();
  const speak = (atMs: number) =>
    editor.receive(Buffer.from(JSON.stringify({ ...presence, name: `at ${atMs}` })), atMs);
  expect([0, 1, 2, 3, 4, 5].map(speak)).toEqual([true, true, true, true, false, false]);
  expect(editor.shown?.name).toBe("at 3");
  expect([251, 252, 510].map(speak)).toEqual([true, false, true]);
});

test("a change of a flow is sent to all editors at once", async () => {
  const { join, sockets } = await start(() => metrics);
  const clients = [await join(), await join()];
  await Promise.all(clients.map((client) => client.message("hello")));
  sockets.flowChanged({ flowId: "captions", reason: "deployed", revision: 4 });
  for (const client of clients) {
    const change = await client.message("flow-changed");
    expect(change).toEqual({ type: "flow-changed", flowId: "captions", reason: "deployed", revision: 4 });
    expect(Check(editorStreamMessageSchema, change)).toBe(true);
  }
});

test("a failure to collect ends neither the server nor the metrics after it", async () => {
  let calls = 0;
  const { join } = await start(() => {
    if (++calls === 1) throw new Error("not now");
    return metrics;
  });
  expect(await (await join()).message("metrics")).toEqual(metrics);
});
