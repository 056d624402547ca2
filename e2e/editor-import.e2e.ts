import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { placeholderType } from "#engine/flow/import-placeholder.ts";
import { launchBrowser } from "./browser.ts";
import { EditorPage } from "./editor-page.ts";
import { hostileFlow, hostileName, refusedFiles } from "./hostile-files.ts";
import { nodeRedFlow } from "./node-red-flow.ts";
import { startServer, type TestServer } from "./server.ts";

let server: TestServer;
let browser: Browser;
let editor: EditorPage;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  editor = await EditorPage.open(browser, `${server.url}/editor`);
  await editor.newFlow();
});
afterEach(async () => {
  expect(editor.problems).toEqual([]);
  await editor.close();
});

test("a Node-RED file that is dropped on the canvas is reported entry by entry, and kept in placeholders", async () => {
  await editor.dropFile("sensor.json", nodeRedFlow("Sensors"));
  const total = await editor.dialog.locator(".import-report-view-totals p").innerText();
  const [, entries, mapped, kept] = /(\d+) entries, (\d+) mapped, (\d+) kept/.exec(total) ?? [];
  expect(Number(mapped) + Number(kept)).toBe(Number(entries));
  expect(Number(entries)).toBe(5);
  await editor.dialog.locator('[data-list="kept"] summary').click();
  await editor.dialog.getByRole("cell", { name: "mqtt in n1" }).waitFor();
  await openChosen();
  expect(await editor.page.locator(".flow-node[data-stand-in]").count()).toBeGreaterThanOrEqual(2);
  const { flow } = await editor.exportFile();
  const sensor = flow.nodes.find(({ name }) => name === "Sensor");
  expect(sensor?.type).toBe(placeholderType);
  expect(JSON.stringify(sensor?.config)).toContain('"topic":"a/b"');
});

test("undo brings a flow back that an import has replaced", async () => {
  await editor.dropFile("one.json", nodeRedFlow("First"));
  await openChosen();
  const before = await editor.exportFile();
  await editor.dropFile("two.json", nodeRedFlow("Second"));
  await editor.dialog.getByRole("radio", { name: /^Put it into/ }).check();
  await editor.dialog.getByText("replaces").first().waitFor();
  await openChosen();
  expect((await editor.exportFile()).text).toContain("Second");
  expect(await editor.undoAll()).toBe(1);
  expect((await editor.exportFile()).text).toBe(before.text);
});

test.each(refusedFiles)("a file $what is refused in words, and the canvas stays as it is", async (file) => {
  await editor.page.locator('[data-node-type="vad"]').dragTo(editor.canvas);
  await editor.node("vad").waitFor();
  const before = await editor.exportFile();
  await editor.dropFile("bad.json", file.content, file.size);
  const notice = editor.dialog.locator(".notice");
  await notice.waitFor();
  expect(await notice.innerText()).toMatch(file.says);
  await editor.page.keyboard.press("Escape");
  expect((await editor.exportFile()).text).toBe(before.text);
  expect(await editor.undoAll()).toBe(1);
});

test("markup in names is text, and keys that mean something to JavaScript are keys", async () => {
  const before = await editor.exportFile();
  await editor.dropFile("hostile.json", hostileFlow);
  await editor.dialog.getByText(hostileName).first().waitFor();
  await openChosen();
  await editor.node("constructor").getByText(hostileName).waitFor();
  await editor.page.locator('.react-flow__node[data-id="comment c"]').getByText("onerror").waitFor();
  // Object.prototype would give it to every object, and a script would set it on the window, which is one.
  expect(await editor.page.evaluate(() => "polluted" in globalThis)).toBe(false);
  await editor.page
    .locator(".tab-strip")
    .getByRole("button", { name: /^New flow 1/ })
    .click();
  expect((await editor.exportFile()).text).toBe(before.text);
});

async function openChosen(): Promise<void> {
  await editor.dialog.getByRole("button", { name: /^Open chosen/ }).click();
  await editor.dialog.waitFor({ state: "detached" });
}
