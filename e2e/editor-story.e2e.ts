import { mkdirSync } from "node:fs";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { expectConversation, untilSaid } from "./conversation.ts";
import { buildByMouse } from "./editor-mouse.ts";
import { EditorPage } from "./editor-page.ts";
import { microphoneFile } from "./microphone.ts";
import { behaviourOf, liveTranslate, pipelineTypes } from "./pipeline.ts";
import { startServer, type TestServer } from "./server.ts";

const screenFolder = new URL("../out/screens/", import.meta.url).pathname;
const microphone = microphoneFile("conversation");

// One story: each test goes on where the one before ended.
let server: TestServer;
let browser: Browser;
let editor: EditorPage;
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
  const stored = await fetch(`${server.url}/api/flows/${flow.id}/revisions/1`);
  expect(((await stored.json()) as { flow: unknown }).flow).toEqual(flow);
});

test("who speaks sees captions and translations in the dock, and figures on every node", async () => {
  await editor.speak();
  expectConversation(await untilSaid(editor.page));
  for (const type of pipelineTypes) {
    const badge = editor.node(type).locator(".node-badges");
    await expect.poll(() => badge.locator("[data-part=packets]").innerText()).toMatch(/^[\d.]+\w?\/s$/);
  }
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
  const said = await playSample(editor);
  expectConversation(said);
  const clean = await startServer();
  const other = await EditorPage.open(browser, `${clean.url}/editor`);
  await other.page.getByRole("button", { name: "Import…" }).click();
  await other.chooseFile(other.dialog.getByRole("button", { name: "Choose a file" }), exported.path);
  await other.dialog.getByRole("button", { name: "Open chosen (1)" }).click();
  await other.node("vad").waitFor();
  expect((await other.exportFile()).text).toBe(exported.text);
  expect(await other.deploy()).toBe(1);
  expect(await playSample(other)).toEqual(said);
  expect([...editor.problems, ...other.problems]).toEqual([]);
  await other.close();
  await clean.stop();
});

/** Plays the sample into the flow as a file: unlike a microphone it cannot stutter on a busy machine. */
async function playSample(into: EditorPage) {
  await into.page.getByRole("button", { name: "Microphone and files" }).click();
  const sample = new URL("../flows/samples/conversation.wav", import.meta.url).pathname;
  await into.chooseFile(into.page.getByRole("menuitem", { name: "Play a file…" }), sample);
  await into.page.getByRole("button", { name: "Stop", exact: true }).waitFor();
  await into.page.getByRole("button", { name: "Speak", exact: true }).waitFor({ timeout: 120_000 });
  return untilSaid(into.page);
}
