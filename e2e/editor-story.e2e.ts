import { mkdirSync } from "node:fs";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { shownCaptions } from "./captions.ts";
import { expectConversation, untilSaid } from "./conversation.ts";
import { buildByMouse } from "./editor-mouse.ts";
import { EditorPage } from "./editor-page.ts";
import { microphoneFile } from "./microphone.ts";
import { behaviourOf, liveTranslate, pipelineTypes } from "./pipeline.ts";
import { startServer, type TestServer } from "./server.ts";
import { liveSession, mediaMsOf, nodeConfig } from "./sessions.ts";

/** How long nothing may come while no speech is found, in ms of media time: longer than any turn of the sample. */
const silentMs = 7_000;
/** The longest that a turn and the pause behind it take until its captions are there, in ms of media time. */
const turnMs = 5_000;

const screenFolder = new URL("../out/screens/", import.meta.url).pathname;
const microphone = microphoneFile("conversation");
const captionsOf = async ({ page }: EditorPage) => (await shownCaptions(page)).map(({ text }) => text);

// One story: each test goes on where the one before ended.
let server: TestServer;
let browser: Browser;
let editor: EditorPage;
let said: Awaited<ReturnType<typeof untilSaid>>;
let exported: Awaited<ReturnType<EditorPage["exportFile"]>>;

beforeAll(async () => {
  mkdirSync(screenFolder, { recursive: true });
  server = await startServer();
  browser = await launchBrowser(microphone.path);
  editor = await EditorPage.open(browser, `${server.url}/editor`);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  microphone.remove();
});

test("the whole pipeline is built from an empty canvas by drag and drop only", async () => {
  await editor.newFlow();
  await buildByMouse(editor);
  const { flow } = await editor.exportFile();
  expect(behaviourOf(flow)).toEqual(behaviourOf(liveTranslate));
});

test("the deploy dialog names every node and wire that is new, and what was drawn is what runs", async () => {
  const dialog = await editor.openDeploy();
  for (const type of pipelineTypes) await dialog.getByText(type, { exact: true }).first().waitFor();
  await editor.page.keyboard.press("Escape");
  expect(await editor.deploy()).toBe(1);
  const { flow } = await editor.exportFile();
  const kept = await fetch(`${server.url}/api/flows/${flow.id}/revisions/1`);
  expect(((await kept.json()) as { flow: unknown }).flow).toEqual(flow);
});

test("who speaks sees captions and translations in the dock, and figures on every node", async () => {
  await editor.speak();
  said = await untilSaid(editor.page);
  expectConversation(said);
  for (const type of pipelineTypes) {
    const badge = editor.node(type).locator(".node-badges");
    await expect.poll(() => badge.locator("[data-part=packets]").innerText()).toMatch(/^[\d.]+\w?\/s$/);
  }
  await editor.stop();
});

test("a VAD threshold that is turned while one speaks is in the running node at once, and is heard", async () => {
  await editor.speak();
  const sessionId = await liveSession(server.url);
  await expect.poll(async () => (await captionsOf(editor)).length, { timeout: 60_000 }).toBeGreaterThan(1);
  await editor.select("vad");
  await editor.typeNumber("threshold", "0.99");
  await expect.poll(() => nodeConfig(server.url, sessionId, "vad")).toMatchObject({ threshold: 0.99 });
  const turned = await mediaMsOf(server.url, sessionId);
  const untilMedia = (ms: number) =>
    expect.poll(() => mediaMsOf(server.url, sessionId), { timeout: 60_000 }).toBeGreaterThan(turned + ms);
  await untilMedia(turnMs);
  const before = await captionsOf(editor);
  await untilMedia(turnMs + silentMs);
  expect(await captionsOf(editor)).toEqual(before);
  await editor.typeNumber("threshold", "0.5");
  await expect.poll(() => nodeConfig(server.url, sessionId, "vad")).toMatchObject({ threshold: 0.5 });
  await expect
    .poll(async () => (await captionsOf(editor)).length, { timeout: 60_000 })
    .toBeGreaterThan(before.length);
  await editor.stop();
});

test("undo goes back to the empty canvas, behind the deploy, and redo brings the same document again", async () => {
  const before = await editor.exportFile();
  const steps = await editor.undoAll();
  expect(await editor.page.locator(".flow-node").count()).toBe(0);
  const empty = (await editor.exportFile()).flow;
  expect([empty.nodes, empty.edges]).toEqual([[], []]);
  expect(await editor.redoAll()).toBe(steps);
  exported = await editor.exportFile();
  expect(exported.text).toBe(before.text);
});

test("exported, imported into a clean server and deployed, the same speech gives the same captions", async () => {
  const clean = await startServer();
  const other = await EditorPage.open(browser, `${clean.url}/editor`);
  await other.page.getByRole("button", { name: "Import…" }).click();
  const choosing = other.page.waitForEvent("filechooser");
  await other.dialog.getByRole("button", { name: "Choose a file" }).click();
  await (await choosing).setFiles(exported.path);
  await other.dialog.getByRole("button", { name: "Open chosen (1)" }).click();
  await other.node("vad").waitFor();
  expect((await other.exportFile()).text).toBe(exported.text);
  expect(await other.deploy()).toBe(1);
  await other.speak();
  const again = await untilSaid(other.page);
  expect(again.map(({ text, translations }) => [text, translations])).toEqual(
    said.map(({ text, translations }) => [text, translations]),
  );
  await other.stop();
  expect([...editor.problems, ...other.problems]).toEqual([]);
  await other.close();
  await clean.stop();
});
