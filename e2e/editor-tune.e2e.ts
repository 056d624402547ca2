import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { shownCaptions } from "./captions.ts";
import { EditorPage } from "./editor-page.ts";
import { microphoneFile } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";
import { liveSession, mediaMsOf, nodeConfig } from "./sessions.ts";

/** How long nothing may come while no speech is found, in ms of media time: three turns of the sample. */
const silentMs = 7_000;
/** The longest that a turn and the pause behind it take until its captions are there, in ms of media time. */
const turnMs = 5_000;

// In a loud room: clear speech has probabilities over 0.99, the highest threshold.
const microphone = microphoneFile("conversation", { noise: 0.2 });
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser(microphone.path);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  microphone.remove();
});

test("a VAD threshold that is turned while one speaks is in the running node at once, and changes what is recognised", async () => {
  const editor = await EditorPage.open(browser, `${server.url}/editor/live-translate`);
  const finals = async () => (await shownCaptions(editor.page)).filter(({ isFinal }) => isFinal);
  const untilMore = (count: number) =>
    expect.poll(async () => (await finals()).length, { timeout: 60_000 }).toBeGreaterThan(count);
  await editor.select("vad");
  await editor.speak();
  const sessionId = await liveSession(server.url);
  const turn = async (threshold: number) => {
    await editor.typeNumber("threshold", String(threshold));
    await expect.poll(() => nodeConfig(server.url, sessionId, "vad")).toMatchObject({ threshold });
    return mediaMsOf(server.url, sessionId);
  };
  const untilMedia = (ms: number) =>
    expect.poll(() => mediaMsOf(server.url, sessionId), { timeout: 60_000 }).toBeGreaterThan(ms);

  await untilMore(1);
  const turnedMs = await turn(0.99);
  await untilMedia(turnedMs + turnMs);
  const before = await finals();
  await untilMedia(turnedMs + turnMs + silentMs);
  expect(await finals()).toEqual(before);
  await turn(0.5);
  await untilMore(before.length);
  await editor.page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => nodeConfig(server.url, sessionId, "vad")).toMatchObject({ threshold: 0.99 });
  await editor.stop();
  expect(editor.problems).toEqual([]);
});
