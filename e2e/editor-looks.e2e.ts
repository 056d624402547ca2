import { mkdirSync } from "node:fs";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeProblems } from "./accessibility.ts";
import { bigFlow, bigFlowId } from "./big-flow.ts";
import { launchBrowser } from "./browser.ts";
import { shownCaptions } from "./captions.ts";
import { runCommand } from "./editor-keyboard.ts";
import { EditorPage } from "./editor-page.ts";
import { microphoneFile } from "./microphone.ts";
import { nodeRedFlow } from "./node-red-flow.ts";
import { startServer, type TestServer } from "./server.ts";

const screenFolder = new URL("../out/screens/", import.meta.url).pathname;
const microphone = microphoneFile("conversation");
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(screenFolder, { recursive: true });
  server = await startServer();
  await fetch(`${server.url}/api/flows`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(bigFlow()),
  });
  browser = await launchBrowser(microphone.path);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  microphone.remove();
});

/** Ways into each dialog, on live-translate with its VAD selected and a setting changed. */
const dialogs: readonly (readonly [name: string, open: (editor: EditorPage) => Promise<void>])[] = [
  ["add-node", ({ page }) => page.keyboard.press("a")],
  ["connect", ({ page }) => page.keyboard.press("c")],
  ["commands", ({ page }) => page.keyboard.press("Control+k")],
  ["help", ({ page }) => page.keyboard.press("F1")],
  ["open-flow", ({ page }) => page.keyboard.press("Control+o")],
  ["deploy", ({ page }) => page.keyboard.press("Control+Enter")],
  ["revisions", ({ page }) => runCommand(page, "Revisions and rollback")],
  ["import", ({ page }) => page.keyboard.press("Control+i")],
  ["import-refused", (editor) => editor.dropFile("bad.json", "{")],
  ["import-report", showReport],
  ["share", ({ page }) => runCommand(page, "Share flow")],
  ["charts", ({ page }) => page.keyboard.press("Shift+G")],
  ["tour", ({ page }) => runCommand(page, "Tour of the editor")],
];

describe.each(["dark", "light"] as const)("in the %s theme axe finds nothing", (colorScheme) => {
  const look = async (editor: EditorPage, name: string) => {
    await editor.settled();
    await editor.page.screenshot({ path: `${screenFolder}editor-${name}-${colorScheme}.png` });
    if (name !== "large") expect(await axeProblems(editor.page), name).toEqual([]); // a minute for 500 nodes
  };
  const open = (path: string, isNew = false) =>
    EditorPage.open(browser, `${server.url}/editor${path}`, { colorScheme, isNew });

  test("on the first page, on an empty canvas and on one with problems", async () => {
    const editor = await open("", true);
    await editor.page.getByRole("button", { name: "Use my microphone" }).waitFor();
    await look(editor, "empty");
    await editor.newFlow();
    await look(editor, "new");
    await editor.page.getByRole("button", { name: "No, thanks" }).click();
    for (const [at, type] of ["vad", "transcribe", "translate"].entries())
      await editor.page
        .locator(`[data-node-type="${type}"]`)
        .dragTo(editor.canvas, { targetPosition: { x: 150 + at * 240, y: 160 } });
    await editor.page.keyboard.press("Alt+Digit2");
    await editor.page.locator(".problems-panel, .dock-panel").first().waitFor();
    await look(editor, "problems");
    expect(editor.problems).toEqual([]);
    await editor.close();
  });

  test("beside any dialog", async () => {
    const editor = await open("/live-translate");
    await editor.select("vad");
    await look(editor, "node");
    await editor.typeNumber("threshold", "0.6");
    await editor.select("vad");
    for (const [name, show] of dialogs) {
      await show(editor);
      await editor.dialog.waitFor();
      await look(editor, name);
      await editor.page.keyboard.press("Escape");
      await editor.dialog.waitFor({ state: "detached" });
      await editor.select("vad");
    }
    expect(editor.problems).toEqual([]);
    await editor.close();
  });

  test("while somebody speaks", async () => {
    const editor = await open("/live-translate");
    await editor.node("vad").waitFor();
    await editor.speak();
    await expect
      .poll(async () => (await shownCaptions(editor.page)).length, { timeout: 60_000 })
      .toBeGreaterThan(3);
    await editor.select("vad");
    await look(editor, "live");
    await editor.page.keyboard.press("Shift+G");
    await editor.dialog.waitFor();
    await look(editor, "live-charts");
    await editor.page.keyboard.press("Escape");
    await editor.stop();
    expect(editor.problems).toEqual([]);
    await editor.close();
  });

  test("on a flow of 500 nodes", async () => {
    const editor = await open(`/${bigFlowId}`);
    await editor.page.locator(".flow-node").first().waitFor();
    await look(editor, "large");
    await editor.close();
  });
});

async function showReport(editor: EditorPage): Promise<void> {
  await editor.dropFile("sensors.json", nodeRedFlow("Sensors"));
  const list = editor.dialog.locator('.report-list[data-list="kept"]');
  await list.locator("summary").click();
  await list.getByRole("cell").first().waitFor();
}
