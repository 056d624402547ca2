import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { Heartbeat } from "./heartbeat.ts";
import { eventually, rawUpgrade, startSockets, TestClient } from "./testing.ts";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

test("every client gets its beat once in 15 s, never all at the same time, from one timer", () => {
  vi.useFakeTimers();
  const heartbeat = new Heartbeat();
  const beats = new Array<number>(100).fill(0);
  const clients = beats.map((_, index) => ({ beat: () => (beats[index] = (beats[index] ?? 0) + 1) }));
  for (const client of clients) heartbeat.add(client);
  expect(vi.getTimerCount()).toBe(1);
  let most = 0;
  for (let second = 1; second <= 15; second++) {
    const before = beats.reduce((sum, count) => sum + count);
    vi.advanceTimersByTime(1000);
    most = Math.max(most, beats.reduce((sum, count) => sum + count) - before);
  }
  expect(beats).toEqual(new Array(100).fill(1));
  expect(most).toBe(7);
  for (const client of clients) heartbeat.remove(client);
  expect(vi.getTimerCount()).toBe(0);
});

test("a client that does not answer a ping within 15 s is cut and counted, one that answers stays", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const { port, store, hub, counters, stop } = await startSockets();
  cleanUp.push(stop);
  store.states.set("s", "live");
  const client = await new TestClient(port, "/ws/captions/s").open();
  let pings = 0;
  client.socket.on("ping", () => pings++);
  const dead = await rawUpgrade(port, "/ws/captions/s");
  await eventually(() => expect(hub.listeners("s")).toBe(2));
  for (let round = 1; round <= 3; round++) {
    vi.advanceTimersByTime(15_000);
    await eventually(() => expect(pings).toBe(round));
    for (let turn = 0; turn < 20; turn++) await nextTurn(); // the answer was sent before, and is read in one of these
  }
  expect(counters.cut).toEqual({ unread: 0, silent: 1 });
  expect(hub.listeners("s")).toBe(1);
  dead.destroy();
});
