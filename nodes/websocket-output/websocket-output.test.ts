import { setImmediate as nextTurn } from "node:timers/promises";
import { Check } from "typebox/schema";
import { expect, test } from "vitest";
import { migrateFlow } from "#engine/flow/migrate.ts";
import { captionStreamMessageSchema } from "#engine/protocol/caption-stream.ts";
import { catalogue } from "../registry.ts";
import { join, openNode, sequences, speaker, transcript, translation } from "./testing.ts";

test("a client gets hello, then every message in order, each as the schema has it", async () => {
  const { url, send, runtime } = await openNode();
  const client = await join(url);
  for (const packet of [transcript(1, { hypothesis: "partial" }), transcript(1), speaker, translation(1)])
    send(packet);
  await runtime.flush?.();
  expect(await client.closed).toBe(1000);
  const types = ["hello", "partial", "event", "event", "event", "end"];
  expect(client.messages.map(({ type }) => type)).toEqual(types);
  expect(sequences(client.messages)).toEqual([0, "partial", 1, 2, 3, 3]);
  for (const message of client.messages) expect(Check(captionStreamMessageSchema, message)).toBe(true);
  const hello = { type: "hello", version: 1, sessionId: "session-1", sequence: 0, state: "live" };
  expect(client.messages[0]).toEqual(hello);
  expect(client.messages[3]).toMatchObject({
    event: { type: "speaker", speaker: 2, segmentId: 1, startMs: 1000, endMs: 2000 },
  });
  expect(client.messages[4]).toMatchObject({
    event: { type: "caption", event: { kind: "translation", language: "es", text: "Sentence 1." } },
  });
});

test("a late joiner gets the events, then the open partials without those that finals replaced", async () => {
  const { url, send } = await openNode();
  send(transcript(1, { hypothesis: "partial" }));
  send(speaker);
  send(transcript(1));
  send(translation(1, "partial"));
  send(transcript(2, { hypothesis: "partial", text: "Sen" }));
  send(transcript(2, { hypothesis: "partial", text: "Sentence" }));
  send(translation(1));
  send(transcript(1, { hypothesis: "partial", text: "too late" }));
  const client = await join(url);
  send(transcript(2));
  await client.received(6);
  expect(sequences(client.messages)).toEqual([3, 1, 2, 3, "partial", 4]);
  expect(client.messages[4]).toMatchObject({ event: { kind: "partial", text: "Sentence" } });
});

test("a final without text withdraws a partial for those who listen, and for those who join later", async () => {
  const { url, send } = await openNode();
  const client = await join(url);
  send(transcript(1, { hypothesis: "partial" }));
  send(translation(1, "partial"));
  send({ ...translation(1), text: "" });
  send(transcript(1, { text: "" }));
  await client.received(5);
  expect(sequences(client.messages)).toEqual([0, "partial", "partial", 1, 2]);
  for (const message of client.messages.slice(3))
    expect(message).toMatchObject({ event: { type: "caption", event: { segmentId: 1, text: "" } } });
  const late = await join(url);
  await late.received(3);
  expect(late.messages.map(({ type }) => type)).toEqual(["hello", "event", "event"]);
});

test("?after=N leaves out the events that a client has had", async () => {
  const { url, send } = await openNode();
  for (let segmentId = 1; segmentId <= 5; segmentId++) send(transcript(segmentId));
  for (const [after, rest] of [
    [0, [1, 2, 3, 4, 5]],
    [3, [4, 5]],
    [5, []],
    [9, []],
  ] as const) {
    const client = await join(`${url}?after=${after}`);
    await client.received(1 + rest.length);
    expect(sequences(client.messages)).toEqual([5, ...rest]);
  }
  await expect(join(`${url}?after=-1`)).rejects.toThrow("400");
});

test("whoever joins at whatever moment misses nothing that follows and gets nothing twice", async () => {
  const { url, send, runtime } = await openNode({ historyLength: 5 });
  const joining: ReturnType<typeof join>[] = [];
  for (let segmentId = 1; segmentId <= 300; segmentId++) {
    if (segmentId % 30 === 0) joining.push(join(url));
    send(transcript(segmentId));
    await nextTurn();
  }
  const clients = await Promise.all(joining);
  await runtime.flush?.();
  expect(clients.some(({ messages }) => Number(sequences(messages)[0]) < 300)).toBe(true);
  for (const { messages, closed } of clients) {
    await closed;
    const [known, ...rest] = sequences(messages);
    const first = Math.max(0, Number(known) - 5) + 1;
    const expected = Array.from({ length: 301 - first }, (_, at) => first + at);
    expect(rest).toEqual([...expected, 300]);
  }
});

test.each([0, 2])("history holds the last %i events and no more", async (historyLength) => {
  const { url, send, runtime } = await openNode({ historyLength });
  for (let segmentId = 1; segmentId <= 9; segmentId++) send(transcript(segmentId));
  const client = await join(url);
  await runtime.flush?.();
  await client.closed;
  expect(sequences(client.messages)).toEqual([9, ...[8, 9].slice(2 - historyLength), 9]);
});

test("partials that are never settled do not pile up", async () => {
  const { url, send, runtime } = await openNode();
  for (let segmentId = 1; segmentId <= 200; segmentId++) {
    send(transcript(segmentId, { hypothesis: "partial" }));
  }
  const client = await join(url);
  await runtime.flush?.();
  await client.closed;
  expect(client.messages.filter(({ type }) => type === "partial")).toHaveLength(32);
});

test("a node of version 1 without a port of its own is a session-output by now, one with a port stays", () => {
  const migrated = (config?: Record<string, unknown>) => {
    const node = { id: "out", type: "websocket-output", version: 1, ...(config && { config }) };
    return migrateFlow({ format: "patchbay.flow/1", id: "f", name: "F", nodes: [node], edges: [] }, catalogue)
      .nodes[0];
  };
  const listening = { host: "0.0.0.0", port: 4000, historyLength: 5 };
  expect(migrated(listening)).toMatchObject({ type: "websocket-output", version: 2, config: listening });
  for (const config of [undefined, {}, { port: 0, path: "/x" }])
    expect(migrated(config)).toEqual({ id: "out", type: "session-output", version: 1, config: {} });
});

test("whoever joins after the end gets the state, the end and a close", async () => {
  const { url, send, runtime } = await openNode();
  send(transcript(1));
  await runtime.flush?.();
  const client = await join(url);
  expect(await client.closed).toBe(1000);
  expect(client.messages.map(({ type }) => type)).toEqual(["hello", "event", "end"]);
  expect(client.messages[0]).toMatchObject({ state: "ended" });
});
