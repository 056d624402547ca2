import type { Page } from "playwright";
import { expect } from "vitest";
import type { EditorPage } from "./editor-page.ts";
import { pipelineTypes, pipelineWires, titleOfType } from "./pipeline.ts";

/** More stops than this has no part of the page. */
const stopsAtMost = 120;

/** Builds the pipeline on an empty canvas without a mouse. */
export async function buildByKeyboard(editor: EditorPage): Promise<void> {
  const { keyboard } = editor.page;
  for (const type of pipelineTypes) {
    await keyboard.press("/");
    await keyboard.press("Control+a");
    await keyboard.type(titleOfType(type));
    await keyboard.press("Enter");
    await editor.node(type).waitFor({ state: "attached" });
    await keyboard.press("Escape");
    await untilFocused(editor, type);
  }
  for (const { from, to } of pipelineWires) {
    await goToNode(editor, from.type);
    await keyboard.press("c");
    await choose(editor.page, from.port);
    await choose(editor.page, `${titleOfType(to.type)} ${to.port}`);
    await untilFocused(editor, from.type);
  }
  await setByKeyboard(editor);
}

/** The two settings that are not their types' defaults. */
async function setByKeyboard(editor: EditorPage): Promise<void> {
  const { page } = editor;
  await openSettings(editor, "translate");
  await tabTo(page, "Add a language");
  await page.keyboard.type("French");
  await page.keyboard.press("Enter");
  await editor.setting("targetLanguages").getByText("French").waitFor();
  await openSettings(editor, "caption-output");
  for (const format of ["jsonl", "srt", "webvtt"]) {
    await tabTo(page, format);
    await page.keyboard.press("Space");
  }
}

async function openSettings(editor: EditorPage, nodeId: string): Promise<void> {
  await goToNode(editor, nodeId);
  await editor.page.keyboard.press("Enter");
  await editor.page.locator(".inspector :focus").waitFor();
}

/** Runs a command by its name, from the list of all commands. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await choose(page, title);
}

/** Goes to a node by the list of all commands. */
async function goToNode(editor: EditorPage, nodeId: string): Promise<void> {
  await runCommand(editor.page, `Go to ${titleOfType(nodeId)}`);
  await untilFocused(editor, nodeId);
}

async function untilFocused(editor: EditorPage, nodeId: string): Promise<void> {
  await editor.page.locator(`.react-flow__node[data-id="${nodeId}"]:focus`).waitFor();
}

/** Types into the search that is open until its first line is what is meant, and takes it. */
async function choose(page: Page, wanted: string): Promise<void> {
  const list = page.locator("dialog .search-list");
  await list.locator("input:focus").waitFor();
  await page.keyboard.type(wanted);
  const title = list.locator("[cmdk-item][aria-selected=true] .search-list-title");
  const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
  await expect.poll(async () => letters(await title.innerText())).toBe(letters(wanted));
  const input = await list.locator("input").elementHandle();
  await page.keyboard.press("Enter");
  await input?.waitForElementState("hidden");
}

/** Presses Tab until what has this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  while (seen.length < stopsAtMost) {
    const focused = await focusedName(page);
    if (focused === name) return;
    seen.push(focused);
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to "${name}", but to ${seen.join(", ")}.`);
}

/** Name of what has the focus, or its text. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    const label =
      activeElement instanceof HTMLInputElement ? activeElement.labels?.[0]?.textContent : undefined;
    return activeElement?.getAttribute("aria-label") ?? label ?? activeElement?.textContent?.trim() ?? "";
  });
}
