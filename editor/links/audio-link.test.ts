import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AudioLink, type LinkState, type SessionTicket } from "./audio-link.ts";
import { fakeNetwork } from "./fake-socket.ts";

const ticket = { sessionId: "s1", secret: "hush" };
const sampleRateHz = 1000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(resume?: SessionTicket) {
  const network = fakeNetwork();
  const states: LinkState[] = [];
  const onSession = vi.fn();
  const link = new AudioLink({
    url: "ws://test/ws/audio",
    hello: { sampleRateHz, language: "en", targetLanguages: ["es"] },
    resume,
    onState: (state) => states.push(state),
    onSession,
    open: network.open,
  });
  let next = 0;
  /** Pushes samples that count on: their value is their position. */
  const speak = (count: number) => link.push(Int16Array.from({ length: count }, () => next++));
  const phases = () => states.map(({ phase }) => phase);
  return { ...network, link, phases, states, onSession, speak };
}

const ready = (offsetSamples: number, clockRateHz = sampleRateHz) => ({
  type: "ready",
  version: 1,
  ...ticket,
  offsetSamples,
  clockRateHz,
});
const count = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

test("audio spoken before the server is ready is sent, from the first sample on", () => {
  const { last, link, speak, phases, onSession } = start();
  speak(20);
  last().opens();
  expect(last().texts).toEqual([
    {
      type: "hello",
      version: 1,
      format: "pcm-s16le",
      sampleRateHz,
      channels: 1,
      language: "en",
      targetLanguages: ["es"],
    },
  ]);
  speak(20);
  expect(last().samples).toEqual([]);
  last().says(ready(0, 0));
  speak(20);
  expect(last().samples).toEqual(count(0, 60));
  expect(phases()).toEqual(["live"]);
  expect(onSession).toHaveBeenCalledWith(ticket);
  link.close();
});

test("the flow that is asked for is named to the server", () => {
  const { open, last } = fakeNetwork();
  const silent = { url: "ws://test", onState: () => {}, onSession: () => {}, open };
  const link = new AudioLink({ ...silent, hello: { sampleRateHz, flow: "captions" } });
  last().opens();
  expect(last().texts[0]).toMatchObject({ type: "hello", flow: "captions" });
  link.close();
});

test("after a drop it resumes with its ticket and sends from the offset on, with what came meanwhile", () => {
  const { last, sockets, speak, phases } = start();
  last().opens();
  last().says(ready(0, 0));
  speak(100);
  last().says({ type: "ack", safeSamples: 60 });
  last().breaks();
  speak(40);
  expect(phases()).toEqual(["live", "reconnecting"]);
  vi.advanceTimersByTime(5000);
  expect(sockets).toHaveLength(2);
  last().opens();
  expect(last().texts[0]).toMatchObject({ resume: ticket });
  last().says(ready(60));
  expect(last().samples).toEqual(count(60, 140));
  expect(phases().at(-1)).toBe("live");
});

test("acknowledged audio is forgotten, everything after it is not", () => {
  const { last, speak } = start();
  last().opens();
  last().says(ready(0, 0));
  for (let block = 0; block < 10; block++) speak(10);
  last().says({ type: "ack", safeSamples: 55 });
  last().breaks();
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says(ready(0)); // a server that has lost more than it had promised
  expect(last().samples).toEqual(count(50, 100));
});

test("a reloaded page goes on behind what the session has had, also after another drop", () => {
  const { last, speak } = start(ticket);
  last().opens();
  expect(last().texts[0]).toMatchObject({ resume: ticket });
  speak(30);
  last().says(ready(7000));
  expect(last().samples).toEqual(count(0, 30));
  last().breaks();
  speak(10);
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says(ready(7020));
  expect(last().samples).toEqual(count(20, 40));
});

test("a reloaded page whose server lost audio from before the page sends all that it has, once", () => {
  const { last, speak } = start(ticket);
  last().opens();
  last().says(ready(7000));
  speak(50);
  last().breaks();
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says(ready(6800));
  expect(last().samples).toEqual(count(0, 50));
  last().breaks();
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says(ready(6810)); // ten samples of this page have arrived
  expect(last().samples).toEqual(count(10, 50));
});

test("positions are on the session's clock when the microphone has another rate", () => {
  const { last, speak } = start(ticket);
  last().opens();
  last().says(ready(4000, 2000));
  speak(100);
  last().breaks();
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says(ready(4120, 2000)); // 120 at 2 kHz are 60 at 1 kHz
  expect(last().samples).toEqual(count(60, 100));
});

test("stop sends the rest first, and once more after a drop", () => {
  const { last, link, speak, phases } = start();
  speak(20);
  link.stop();
  speak(20);
  last().opens();
  last().says(ready(0, 0));
  expect(last().samples).toEqual(count(0, 20));
  expect(last().texts.map(({ type }) => type)).toEqual(["hello", "stop"]);
  last().breaks();
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says(ready(20));
  expect(last().texts.map(({ type }) => type)).toEqual(["hello", "stop"]);
  last().says({ type: "ended", sessionId: "s1" });
  expect(phases()).toEqual(["stopping", "reconnecting", "stopping", "ended"]);
  expect(last().isClosed).toBe(true);
});

test("a session that ended while a stopping page was away has ended well", () => {
  const { last, link, phases } = start();
  last().opens();
  last().says(ready(0, 0));
  link.stop();
  last().breaks();
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says({
    type: "error",
    code: "session.over",
    message: "The session has ended.",
    hint: "Start a new one.",
  });
  expect(phases().at(-1)).toBe("ended");
});

test("an error of the server ends the link with its words, and nothing is tried again", () => {
  const { last, sockets, states } = start();
  last().opens();
  const error = { code: "flow.not-deployed", message: "The flow is not deployed.", hint: "Deploy it." };
  last().says({ type: "error", ...error });
  expect(states.at(-1)).toEqual({ phase: "failed", error });
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});

test("a session that another server still has is asked for again, until it is given", () => {
  const { last, sockets, speak, phases } = start();
  last().opens();
  last().says(ready(0, 0));
  speak(100);
  last().breaks();
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says({ type: "error", code: "session.elsewhere", message: "Another server has it.", hint: "Wait." });
  vi.advanceTimersByTime(5000);
  expect(sockets).toHaveLength(3);
  last().opens();
  last().says(ready(60));
  expect(last().samples).toEqual(count(60, 100));
  expect(phases()).toEqual(["live", "reconnecting", "live"]);
});

test("it waits for a slow network, and gives a dead one up without losing audio", () => {
  const { last, sockets, speak, phases } = start();
  last().opens();
  last().says(ready(0, 0));
  last().bufferedAmount = 1e6;
  speak(30);
  expect(last().samples).toEqual([]);
  last().bufferedAmount = 0;
  vi.advanceTimersByTime(100);
  expect(last().samples).toEqual(count(0, 30));
  last().bufferedAmount = 1e6;
  speak(30);
  vi.advanceTimersByTime(16_000);
  expect(phases()).toContain("reconnecting");
  expect(sockets[0]?.isClosed).toBe(true);
  vi.advanceTimersByTime(5000);
  last().opens();
  last().says(ready(30));
  expect(last().samples).toEqual(count(30, 60));
});

test("attempts come further and further apart, up to 4 s, and never stop", () => {
  const { last, sockets } = start();
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; attempt++) {
    const before = Date.now();
    const known = sockets.length;
    last().breaks();
    while (sockets.length === known) vi.advanceTimersByTime(10);
    waits.push(Date.now() - before);
  }
  for (const [failures, waitMs] of waits.entries()) {
    const longestMs = Math.min(4000, 250 * 2 ** failures);
    expect(waitMs).toBeGreaterThanOrEqual(longestMs / 2 - 10);
    expect(waitMs).toBeLessThanOrEqual(longestMs + 10);
  }
});

test("a connection that never opens is given up and tried again", () => {
  const { sockets } = start();
  vi.advanceTimersByTime(9000);
  expect(sockets[0]?.isClosed).toBe(true);
  expect(sockets).toHaveLength(2);
});
