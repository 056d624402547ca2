import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionEvent } from "#engine/protocol/session-event.ts";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser } from "./browser.ts";
import { EditorPage } from "./editor-page.ts";
import { microphoneFile, readConversation } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";
import { liveSession } from "./sessions.ts";

const { turns } = readConversation("conversation");
const microphone = microphoneFile("conversation");
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

/** Lines of the debug panel, as they stand there. */
async function linesOf(editor: EditorPage, nodeId: string) {
  const rows = editor.page.locator(`.debug-panel tr[data-node="${nodeId}"]`);
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td")].map(({ textContent }) => textContent ?? "")),
  );
  return cells.map(([time = "", name, port, text = ""]) => {
    const [startMs = 0, endMs = 0] = time.split("–").map((seconds) => Number(seconds) * 1000);
    return { startMs, endMs, name, port, text };
  });
}

async function shownEvents(sessionId: string): Promise<Extract<SessionEvent, { type: "shown" }>[]> {
  const answer = await fetch(`${server.url}/api/sessions/${sessionId}/events?limit=1000`);
  const { events } = (await answer.json()) as { events: { event: SessionEvent }[] };
  return events.flatMap(({ event }) => (event.type === "shown" ? [event] : []));
}

test("the voice meter shows each turn that it takes for speech, and the probability, while one speaks", async () => {
  const editor = await EditorPage.open(browser, `${server.url}/editor/voice-meter`);
  await editor.canvas.waitFor();
  await editor.page.keyboard.press("Alt+Digit4");
  await editor.page.getByText("what passes is shown here").waitFor();
  await editor.speak();
  const sessionId = await liveSession(server.url);
  const speech = () => linesOf(editor, "speech");
  await expect.poll(async () => (await speech()).length, { timeout: 60_000 }).toBe(3);
  const [first, second] = await speech();
  expect(first).toMatchObject({ name: "Speech segments", port: "in" });
  expect(first?.text).toMatch(/^segment segmentId=1 .* samples at -[\d.]+ dBFS/);
  // When the microphone was opened is not known to the test, but how far the turns lie apart is.
  const apart = (turns[1]?.startMs ?? 0) - (turns[0]?.startMs ?? 0);
  expect(Math.abs((second?.startMs ?? 0) - (first?.startMs ?? 0) - apart)).toBeLessThan(300);
  const [probability] = (await linesOf(editor, "probability")).slice(-1);
  expect(probability).toMatchObject({ name: "Speech probability", port: "in" });
  expect(probability?.text).toMatch(/speech-probability/);
  expect(await axeProblems(editor.page)).toEqual([]);

  await editor.page.locator('.debug-panel tr[data-node="speech"] button').first().click();
  await expect.poll(() => editor.node("speech").getAttribute("class")).toContain("selected");
  await editor.stop();
  expect((await speech()).slice(0, 2)).toEqual([first, second]); // they can be read when it is over
  const stored = (await shownEvents(sessionId)).find(({ nodeId }) => nodeId === "speech");
  expect(stored).toMatchObject({ port: "in", text: first?.text });
  expect(Math.round(stored?.startMs ?? 0)).toBe(first?.startMs);
  expect(editor.problems).toEqual([]);
});
