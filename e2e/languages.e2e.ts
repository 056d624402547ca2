import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editorTexts } from "../editor/texts/editor-texts.ts";
import { liveTexts } from "../editor/texts/live-texts.ts";
import { opsTexts } from "../editor/texts/ops-texts.ts";
import type { PageLanguages } from "../editor/texts/page-texts.ts";
import { watchTexts } from "../editor/texts/watch-texts.ts";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser, screens } from "./browser.ts";
import { microphoneFile } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";
import { liveSession } from "./sessions.ts";

const screenFolder = new URL("../out/screens/", import.meta.url).pathname;
const microphone = microphoneFile("conversation");
const languages = ["de", "es", "fr"] as const;
let server: TestServer;
let browser: Browser;
let speaker: BrowserContext;
let sessionId: string;

beforeAll(async () => {
  mkdirSync(screenFolder, { recursive: true });
  server = await startServer();
  browser = await launchBrowser(microphone.path);
});
afterAll(async () => {
  await speaker?.close();
  await browser?.close();
  await server?.stop();
  microphone.remove();
});

test("somebody speaks", async () => {
  speaker = await browser.newContext({ permissions: ["microphone"] });
  const page = await speaker.newPage();
  await page.goto(`${server.url}/live`);
  await page.getByRole("button", { name: "Start" }).click();
  sessionId = await liveSession(server.url);
});

/** Everything that a page shows, says in a tip or names for a screen reader; captions and code are not its own words. */
function wordsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const own = (element: Element | null) =>
      element?.closest(".caption-row-text, code, .ops-panel-mono, .mono, [lang=en], script, style") === null;
    const words: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (own(node.parentElement)) words.push(node.textContent ?? "");
    for (const element of document.querySelectorAll("[title], [aria-label], [placeholder]"))
      for (const name of ["title", "aria-label", "placeholder"])
        if (own(element)) words.push(element.getAttribute(name) ?? "");
    return words.map((each) => each.trim()).filter((each) => each !== "");
  });
}

/** Texts of the English table that the other language says otherwise. */
async function englishOf(texts: PageLanguages, language: (typeof languages)[number]): Promise<Set<string>> {
  const { table } = await texts.load[language]();
  const said = new Set(Object.values(table));
  return new Set(Object.values(texts.en.table).filter((english) => !said.has(english)));
}

async function check(page: Page, texts: PageLanguages, language: (typeof languages)[number], name: string) {
  expect(await page.locator("html").getAttribute("lang")).toBe(language);
  const english = await englishOf(texts, language);
  expect((await wordsOn(page)).filter((each) => english.has(each))).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${name} is wider than its screen`).toBeLessThanOrEqual(0);
  await page.screenshot({ path: `${screenFolder}${name}-${language}.png` });
}

describe.each(languages)("in %s no page shows English words, nor overflows", (language) => {
  const open = async (path: string, screen: keyof typeof screens) => {
    const context = await browser.newContext({
      ...screens[screen],
      locale: language,
      permissions: ["microphone"],
    });
    await context.addInitScript(() => localStorage.setItem("patchbay.tour", '"offered"'));
    const page = await context.newPage();
    await page.goto(server.url + path);
    await page.getByRole("banner").waitFor();
    return page;
  };

  test.each(["phone", "desktop"] as const)("/watch and /live on a %s", async (screen) => {
    const watch = await open(`/watch/${sessionId}`, screen);
    await watch.locator(".caption-row").first().waitFor({ timeout: 60_000 });
    await check(watch, watchTexts, language, `watch-${screen}`);
    expect(await axeProblems(watch)).toEqual([]);
    await watch.goto(`${server.url}/watch/nothing`);
    await watch.locator(".watch-empty").waitFor();
    await check(watch, watchTexts, language, `watch-missing-${screen}`);
    await watch.context().close();
    const live = await open("/live", screen);
    await live.locator(".setup-card-start").waitFor();
    await check(live, liveTexts, language, `live-${screen}`);
    await live.context().close();
  });

  test.each(["phone", "desktop"] as const)("/ops on a %s", async (screen) => {
    const ops = await open("/ops", screen);
    await ops.locator(".session-row-name").click();
    await ops.locator(".node-table td").first().waitFor();
    await check(ops, opsTexts, language, `ops-${screen}`);
    await ops.context().close();
  });

  test("the editor, with a node's settings", async () => {
    const editor = await open("/editor/live-translate", "desktop");
    await editor.locator('.react-flow__node[data-id="vad"] .flow-node-head').click();
    await editor.locator('[data-field="minSpeechMs"]').waitFor();
    await check(editor, editorTexts, language, "editor-node");
    const settings = await editor.locator(".inspector").innerText();
    expect(settings).not.toMatch(/Threshold|Minimum speech|Speech probability|Voice activity/);
    expect(await editor.locator(".canvas").innerText()).not.toMatch(/Transcribe|Voice activity|Resample/);
    await editor.context().close();
  });
});

test("a reader's choice is shown at once, and stays for all pages", async () => {
  const page = await (await browser.newContext({ locale: "it-IT" })).newPage();
  await page.goto(`${server.url}/watch/${sessionId}`);
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Untertitel" }).waitFor();
  expect(await page.title()).toBe("Untertitel – Patchbay");
  await page.goto(`${server.url}/ops`);
  await page.getByRole("heading", { name: "Betrieb" }).waitFor();
  await page.context().close();
});
