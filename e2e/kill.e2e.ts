import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeWav } from "#engine/audio/wav.ts";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import type { CaptionStreamMessage } from "#engine/protocol/caption-stream.ts";
import { scoreConversation } from "#engine/quality/conversation.ts";
import { AudioLink, type LinkState } from "../editor/links/audio-link.ts";
import { CaptionLink } from "../editor/links/caption-link.ts";
import { launchBrowser } from "./browser.ts";
import { expectConversation, untilSaid } from "./conversation.ts";
import { microphoneFile, readConversation } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";

const reference = readConversation("conversation");
const wav = decodeWav(readFileSync(new URL("../flows/samples/conversation.wav", import.meta.url)));
/** The sample is spoken at twice its speed: still live, and the test takes half the time. */
const speed = 2;
const killsPerSession = 5;

/** Kills of the server that a page lives through; the page speaks in real time. */
const killsInPage = 6;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));
const socketUrl = (path: string) => `${server.url.replace("http", "ws")}${path}`;

/** Speaks the sample through the page's own links, as a page does, and gathers every event that it is published. */
async function speak(killAtMs: readonly number[]) {
  const published: (CaptionStreamMessage & { type: "event" })[] = [];
  let captions: CaptionLink | undefined;
  let state: LinkState = { phase: "connecting" };
  const ended = Promise.withResolvers<void>();
  const link = new AudioLink({
    url: socketUrl("/ws/audio"),
    hello: { sampleRateHz: wav.sampleRateHz, targetLanguages: ["es"] },
    onState: (next) => {
      state = next;
    },
    onSession: ({ sessionId }) => {
      captions ??= new CaptionLink({
        url: socketUrl(`/ws/captions/${sessionId}`),
        onMessage: (message) => {
          if (message.type === "event") published.push(message);
          if (message.type === "end") ended.resolve();
        },
        onConnected: () => {},
        onMissing: () => ended.reject(new Error("the session is gone")),
      });
    },
  });
  await Promise.all([pushAll(link), killRepeatedly(killAtMs)]);
  link.stop();
  await ended.promise;
  captions?.close();
  link.close();
  return { published, state };
}

/** One kill after the other, each as soon as its time has come and the server is up again. */
async function killRepeatedly(timesMs: readonly number[]): Promise<void> {
  const startMs = performance.now();
  for (const atMs of timesMs) {
    await sleep(Math.max(0, startMs + atMs - performance.now()));
    await server.killAndRestart();
  }
}

async function pushAll(link: AudioLink): Promise<void> {
  const block = wav.sampleRateHz / 50;
  const startMs = performance.now();
  for (let at = 0; at < wav.samples.length; at += block) {
    link.push(Int16Array.from(wav.samples.subarray(at, at + block), (sample) => sample * 32767));
    const dueMs = (at / wav.sampleRateHz / speed) * 1000;
    await sleep(Math.max(0, startMs + dueMs - performance.now()));
  }
}

/** Places of the kills: spread over the session, never at the same place in two sessions. */
function killTimes(session: number): number[] {
  const lengthMs = (wav.samples.length / wav.sampleRateHz / speed) * 1000;
  return Array.from(
    { length: killsPerSession },
    (_, kill) => ((kill + 0.2 + session * 0.17) / killsPerSession) * lengthMs,
  );
}

test.each([0, 1, 2, 3])(
  `session %i: the server is killed ${killsPerSession} times, and no caption is lost or doubled`,
  async (session) => {
    const { published } = await speak(killTimes(session));
    expect(published.map(({ sequence }) => sequence)).toEqual(published.map((_, at) => at + 1));
    const events = published.flatMap(({ event }): CaptionEvent[] =>
      event.type === "caption" ? [event.event] : [],
    );
    const score = scoreConversation(reference, events);
    const finals = events.filter(({ kind }) => kind === "final");
    expect(finals.map(({ text }) => text)).toHaveLength(reference.turns.length);
    expect(score).toMatchObject({ rightSpeaker: reference.turns.length });
    expect(score.wordErrorRate).toBeLessThan(0.1);
    expect(events.filter(({ kind }) => kind === "translation")).toHaveLength(finals.length);
  },
);

test(`a page goes on by itself while the server is killed ${killsInPage} times`, async () => {
  const microphone = microphoneFile("conversation");
  const browser = await launchBrowser(microphone.path);
  try {
    const page = await (await browser.newContext({ permissions: ["microphone"] })).newPage();
    await page.goto(`${server.url}/live`);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("Live", { exact: true }).waitFor();
    const lengthMs = (wav.samples.length / wav.sampleRateHz) * 1000;
    const times = Array.from({ length: killsInPage }, (_, kill) => ((kill + 0.6) / killsInPage) * lengthMs);
    const [captions] = await Promise.all([untilSaid(page), killRepeatedly(times)]);
    expect(captions).toHaveLength(reference.turns.length);
    expectConversation(captions);
  } finally {
    await browser.close();
    microphone.remove();
  }
});
