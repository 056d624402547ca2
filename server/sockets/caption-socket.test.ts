import { setImmediate as nextTurn } from "node:timers/promises";
import { Check } from "typebox/schema";
import { afterEach, expect, test } from "vitest";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import { captionStreamMessageSchema } from "#engine/protocol/caption-stream.ts";
import type { MemoryStore } from "./testing.ts";
import { captionEvent, eventually, startSockets, TestClient } from "./testing.ts";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function start() {
  const started = await startSockets();
  cleanUp.push(started.stop);
  const { store, hub } = started;
  store.states.set("s", "live");
  /** Stores an event and publishes it, as a session does. */
  const publish = async (text: string) => {
    for (const stored of await store.append("s", [captionEvent(text)])) hub.event("s", stored);
  };
  const end = async (state: "ended" | "failed" = "ended") => {
    store.states.set("s", state);
    hub.end("s", await store.lastSequence("s"));
  };
  const join = async (after?: number) => {
    const query = after === undefined ? "" : `?after=${after}`;
    return new TestClient(started.port, `/ws/captions/s${query}`).open();
  };
  return { ...started, publish, end, join };
}

function sequences(client: TestClient): unknown[] {
  return client.messages.filter(({ type }) => type === "event").map(({ sequence }) => sequence);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

const partial = captionEvent("…").event as CaptionEvent;

test("a listener gets hello, what it has not had, what follows, end, and is closed with 1000", async () => {
  const { join, publish, end } = await start();
  for (const text of ["one", "two", "three"]) await publish(text);
  const client = await join(1);
  await client.message("hello");
  await publish("four");
  await end();
  expect(await client.closed).toEqual({ code: 1000, reason: "" });
  expect(client.messages[0]).toEqual({
    type: "hello",
    version: 1,
    sessionId: "s",
    sequence: expect.any(Number),
    state: "live",
  });
  expect(sequences(client)).toEqual([2, 3, 4]);
  expect(client.messages.at(-1)).toEqual({ type: "end", sequence: 4 });
  for (const message of client.messages) expect(Check(captionStreamMessageSchema, message)).toBe(true);
});

test("50 listeners that join at any number while 500 events are published get each once, in order", async () => {
  const { join, publish, end, hub } = await start();
  const total = 500;
  let published = 0;
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  const joined: Promise<{ after: number; client: TestClient }>[] = [];
  while (published < total) {
    await publish(`caption ${++published}`);
    if (joined.length < 50 && random(8) === 0) {
      const after = random(published + 1);
      joined.push(join(after).then((client) => ({ after, client })));
    }
    if (random(3) === 0) await nextTurn();
  }
  while (joined.length < 50) joined.push(join(total).then((client) => ({ after: total, client })));
  await Promise.all(joined);
  await end();
  for (const each of joined) {
    const { after, client } = await each;
    expect((await client.closed).code).toBe(1000);
    expect(sequences(client)).toEqual(range(after + 1, total));
    expect(client.messages.at(-1)).toEqual({ type: "end", sequence: total });
  }
  await eventually(() => expect(hub.listeners("s")).toBe(0));
});

test("a session that is over gives its events and its end", async () => {
  const { join, publish, store } = await start();
  await publish("one");
  for (const state of ["ended", "failed"] as const) {
    store.states.set("s", state);
    const client = await join();
    expect((await client.closed).code).toBe(1000);
    expect(client.messages.map(({ type }) => type)).toEqual(["hello", "event", "end"]);
  }
});

test("a session that waits for its audio is no ended one", async () => {
  const { join, publish, store } = await start();
  store.states.set("s", "waiting");
  const client = await join();
  expect(await client.message("hello")).toMatchObject({ state: "waiting", sequence: 0 });
  await publish("one");
  expect(await client.message("event")).toMatchObject({ sequence: 1 });
});

test("an unknown session is closed with 4404 and a reason, and leaves nothing behind", async () => {
  const { port, hub } = await start();
  const client = new TestClient(port, "/ws/captions/nobody");
  expect(await client.closed).toEqual({ code: 4404, reason: "There is no session of this id." });
  await eventually(() => expect(hub.listeners("nobody")).toBe(0));
});

test("a number beyond the last event, of a store that was lost, hides nothing that follows", async () => {
  const { join, publish } = await start();
  await publish("one");
  const client = await join(99);
  expect(await client.message("hello")).toMatchObject({ sequence: 1 });
  await publish("two");
  expect(await client.message("event")).toMatchObject({ sequence: 2 });
});

test("an event that was stored and not published is made good by the next", async () => {
  const { join, publish, store, end } = await start();
  const client = await join();
  await client.message("hello");
  await nextTurn();
  await store.append("s", [captionEvent("stored only")]);
  await publish("published");
  await end();
  await client.closed;
  expect(sequences(client)).toEqual([1, 2]);
});

test("events are kept from a listener until it has those before them, also while it reads a long history", async () => {
  const { join, store, publish, end } = await start();
  const history = Array.from({ length: 20_000 }, (_, index) => captionEvent(`${index} ${"x".repeat(700)}`));
  await store.append("s", history); // 18 MB: more than the kernel takes and a listener may leave unread
  const client = await join();
  await client.message("event");
  client.socket.pause();
  for (let count = 0; count < 20; count++) await publish("live");
  for (let turn = 0; turn < 500; turn++) await nextTurn();
  client.socket.resume();
  await end();
  expect((await client.closed).code).toBe(1000);
  expect(sequences(client)).toEqual(range(1, 20_020));
});

test("partials go to listeners as they are, without a number", async () => {
  const { join, hub, publish } = await start();
  const client = await join();
  await publish("one");
  await client.message("event");
  hub.partial("s", partial);
  expect(await client.message("partial")).toEqual({ type: "partial", event: partial });
});

test("a listener that is behind gets no partials, and every event once it reads on", async () => {
  const { join, hub, counters, publish, end } = await start();
  const client = await join();
  await publish("first");
  await client.message("event");
  client.socket.pause();
  const large = { ...partial, text: "x".repeat(50_000) };
  for (let count = 0; count < 400; count++) {
    hub.partial("s", large);
    if (count % 40 === 39) await publish(`event ${count}`);
    await nextTurn();
  }
  expect(counters.dropped).toBeGreaterThan(0);
  client.socket.resume();
  await end();
  await client.closed;
  expect(sequences(client)).toEqual(range(1, 11));
  const partials = client.messages.filter(({ type }) => type === "partial").length;
  expect(partials + counters.dropped).toBe(400);
});

test("what a listener says is ignored, and more than 1 KiB of it ends its connection only", async () => {
  const { join, publish } = await start();
  const [quiet, chatty, loud] = [await join(), await join(), await join()];
  chatty.socket.send("hello?");
  loud.socket.send("x".repeat(1025));
  expect((await loud.closed).code).toBe(1009);
  await publish("one");
  for (const client of [quiet, chatty]) expect(await client.message("event")).toMatchObject({ sequence: 1 });
});

test("a store that fails closes with 1011, so that the listener comes back", async () => {
  const { join, store } = await start();
  const failing: MemoryStore["read"] = () => Promise.reject(new Error("disk"));
  await store.append("s", [captionEvent("one")]);
  store.read = failing;
  const client = await join();
  expect((await client.closed).code).toBe(1011);
});

test("sessions get nothing of each other", async () => {
  const { port, join, publish, store, end } = await start();
  store.states.set("t", "live");
  const other = await new TestClient(port, "/ws/captions/t").open();
  const client = await join();
  await other.message("hello");
  await publish("one");
  await end();
  await client.closed;
  expect(other.messages.map(({ type }) => type)).toEqual(["hello"]);
});
