import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CaptionLink } from "./caption-link.ts";
import { fakeNetwork } from "./fake-socket.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function follow() {
  const network = fakeNetwork();
  const numbers: (number | string)[] = [];
  const connected: boolean[] = [];
  const onMissing = vi.fn();
  const link = new CaptionLink({
    url: "ws://test/ws/captions/s1",
    onMessage: (message) => numbers.push(message.type === "event" ? message.sequence : message.type),
    onConnected: (isConnected) => connected.push(isConnected),
    onMissing,
    open: network.open,
  });
  return { ...network, link, numbers, connected, onMissing };
}

const hello = { type: "hello", version: 1, sessionId: "s1", sequence: 0, state: "live" };
const event = (sequence: number) => ({ type: "event", sequence, event: { type: "state", state: "live" } });

test("after a drop it asks for what came after the last event, and passes each on once", () => {
  const { last, numbers, connected } = follow();
  expect(last().url).toBe("ws://test/ws/captions/s1?after=0");
  last().says(hello);
  for (const sequence of [1, 2, 3]) last().says(event(sequence));
  last().breaks();
  vi.advanceTimersByTime(5000);
  expect(last().url).toBe("ws://test/ws/captions/s1?after=3");
  last().says(hello);
  for (const sequence of [3, 4, 4, 2, 5]) last().says(event(sequence));
  expect(numbers).toEqual(["hello", 1, 2, 3, "hello", 4, 5]);
  expect(connected).toEqual([true, false, true]);
});

test("a gap is not passed on: it asks again from the last number that it has", () => {
  const { last, sockets, numbers } = follow();
  last().says(hello);
  last().says(event(1));
  last().says(event(3));
  expect(numbers).toEqual(["hello", 1]);
  expect(sockets[0]?.isClosed).toBe(true);
  vi.advanceTimersByTime(5000);
  expect(last().url).toBe("ws://test/ws/captions/s1?after=1");
});

test("an end that comes before the last events does not count", () => {
  const { last, numbers } = follow();
  last().says(hello);
  last().says(event(1));
  last().says({ type: "end", sequence: 2 });
  vi.advanceTimersByTime(5000);
  last().says(hello);
  last().says(event(2));
  last().says({ type: "end", sequence: 2 });
  expect(numbers).toEqual(["hello", 1, "hello", 2, "end"]);
});

test("after the end it does not come back", () => {
  const { last, sockets } = follow();
  last().says(hello);
  last().says({ type: "end", sequence: 0 });
  last().breaks();
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});

test("closed, it does not come back", () => {
  const { last, link, sockets } = follow();
  last().breaks();
  link.close();
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});

test("a session that the server does not know is reported once and not asked for again", () => {
  const { last, sockets, onMissing } = follow();
  last().breaks(4404);
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
  expect(onMissing).toHaveBeenCalledOnce();
});

test("a listener's key goes with every connection", () => {
  const network = fakeNetwork();
  const nothing = () => {};
  const handlers = { onMessage: nothing, onConnected: nothing, onMissing: nothing };
  new CaptionLink({ url: "ws://test/ws/captions/s1", listenKey: "k-_1", open: network.open, ...handlers });
  expect(network.last().url).toBe("ws://test/ws/captions/s1?after=0&key=k-_1");
  network.last().breaks();
  vi.advanceTimersByTime(5000);
  expect(network.last().url).toBe("ws://test/ws/captions/s1?after=0&key=k-_1");
});
