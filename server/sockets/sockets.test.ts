import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import {
  answerTo,
  captionEvent,
  eventually,
  FakeAttachment,
  rawUpgrade,
  startSockets,
  TestClient,
} from "./testing.ts";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function start(options: Parameters<typeof startSockets>[0] = {}) {
  const started = await startSockets(options);
  cleanUp.push(started.stop);
  started.store.states.set("s", "live");
  const publish = async (text: string) => {
    for (const stored of await started.store.append("s", [captionEvent(text)])) {
      started.hub.event("s", stored);
    }
  };
  return { ...started, publish };
}

test("100 listeners that stall are cut, 100 healthy ones get everything in order, memory grows under 128 MB", async () => {
  const { port, hub, counters, publish } = await start();
  const stalled: Socket[] = [];
  const healthy: TestClient[] = [];
  for (let count = 0; count < 100; count++) {
    stalled.push(await rawUpgrade(port, "/ws/captions/s")); // nobody ever reads from these
    healthy.push(await new TestClient(port, "/ws/captions/s").open());
  }
  await Promise.all(healthy.map((client) => client.message("hello")));
  cleanUp.push(() => stalled.forEach((socket) => void socket.destroy()));
  const counts = healthy.map((client) => countInOrder(client));
  const before = process.memoryUsage.rss();
  let mostBytes = 0;
  const total = 350;
  for (let sequence = 1; sequence <= total; sequence++) {
    await publish("x".repeat(20_000));
    await eventually(() => expect(counts.every(({ received }) => received >= sequence - 5)).toBe(true));
    mostBytes = Math.max(mostBytes, process.memoryUsage.rss() - before);
  }
  await eventually(() => expect(counts.map(({ received }) => received)).toEqual(new Array(100).fill(total)));
  expect(counters.cut).toEqual({ unread: 100, silent: 0 });
  expect(hub.listeners("s")).toBe(100);
  expect(counts.every(({ isInOrder }) => isInOrder)).toBe(true);
  expect(mostBytes).toBeLessThan(128 * 1024 * 1024);
});

/** Counts a client's events and forgets them, so that memory is the server's. */
function countInOrder(client: TestClient): { received: number; isInOrder: boolean } {
  const count = { received: 0, isInOrder: true };
  client.socket.removeAllListeners("message");
  client.socket.on("message", (data: Buffer) => {
    const sequence = Number(/"sequence":(\d+)/.exec(data.toString("latin1", 0, 60))?.[1]);
    count.received++;
    if (sequence !== count.received) count.isInOrder = false;
  });
  return count;
}

test("close sends what was published, then 1001, to every kind of client, and lets nobody in", async () => {
  const attachment = new FakeAttachment();
  const { port, sockets, publish } = await start({ sessions: { attach: async () => attachment } });
  const listeners: TestClient[] = [];
  for (let count = 0; count < 20; count++)
    listeners.push(await new TestClient(port, "/ws/captions/s").open());
  const audio = await new TestClient(port, "/ws/audio").open();
  audio.send({ type: "hello", version: 1, format: "pcm-s16le", sampleRateHz: 16_000, channels: 1 });
  await audio.message("ready");
  await publish("first");
  await Promise.all(listeners.map((client) => client.message("event"))); // they have caught up
  for (let count = 0; count < 100; count++) await publish(`last ${count} ${"x".repeat(1000)}`);
  const closing = sockets.close();
  expect((await answerTo(port, "/ws/captions/s")).status).toBe(503);
  await closing;
  for (const client of listeners) {
    expect((await client.closed).code).toBe(1001);
    expect(client.messages.filter(({ type }) => type === "event").length).toBe(101);
  }
  expect((await audio.closed).code).toBe(1001);
  expect(attachment.calls).toEqual(["detach"]);
});

test("closeAudio ends the audio sockets only", async () => {
  const attachment = new FakeAttachment();
  const { port, sockets, publish } = await start({ sessions: { attach: async () => attachment } });
  const listener = await new TestClient(port, "/ws/captions/s").open();
  const audio = await new TestClient(port, "/ws/audio").open();
  await listener.message("hello");
  await sockets.closeAudio();
  expect((await audio.closed).code).toBe(1001);
  expect((await answerTo(port, "/ws/audio")).status).toBe(503);
  await publish("what was captured before");
  expect(await listener.message("event")).toMatchObject({ sequence: 1 });
  await sockets.close();
  expect((await listener.closed).code).toBe(1001);
});

test("a client that does not answer the closing handshake holds close up for no longer than its deadline", async () => {
  const { port, sockets, hub, counters, server } = await start();
  const dead = await rawUpgrade(port, "/ws/captions/s");
  await eventually(() => expect(hub.listeners("s")).toBe(1));
  dead.pause();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const closing = sockets.close();
  vi.advanceTimersByTime(5000);
  await closing;
  expect(counters.cut.silent).toBe(0); // the deadline came before the ping
  await eventually(() => expect(hub.listeners("s")).toBe(0));
  server.close();
  await once(server, "close");
});

test("opened and closed sockets are counted by kind", async () => {
  const changes: string[] = [];
  const { port } = await start({ changed: (kind, amount) => changes.push(`${kind} ${amount}`) });
  const client = await new TestClient(port, "/ws/captions/s").open();
  await eventually(() => expect(changes).toEqual(["captions 1"]));
  client.socket.terminate();
  await eventually(() => expect(changes).toEqual(["captions 1", "captions -1"]));
});

test("a client that is reset during the upgrade or after it does not end the process", async () => {
  const { port } = await start({ token: "a-token-of-16-letters" });
  for (const path of ["/ws/audio", "/nowhere"]) {
    for (let count = 0; count < 20; count++) (await rawUpgrade(port, path)).resetAndDestroy();
  }
  expect((await answerTo(port, "/nowhere")).status).toBe(404);
});
