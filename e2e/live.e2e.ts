import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wordErrorRate } from "#engine/quality/word-error-rate.ts";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser, screens } from "./browser.ts";
import { shownCaptions } from "./captions.ts";
import { expectConversation, untilSaid } from "./conversation.ts";
import { microphoneFile, readConversation } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";

const { turns } = readConversation("conversation");
const screenFolder = new URL("../out/screens/", import.meta.url).pathname;

let server: TestServer;
let browser: Browser;
const microphone = microphoneFile("conversation");

beforeAll(async () => {
  mkdirSync(screenFolder, { recursive: true });
  server = await startServer();
  browser = await launchBrowser(microphone.path);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  microphone.remove();
});

/** Opens a page; what it throws or logs as an error fails the test at the end. */
async function open(path: string, options: Parameters<Browser["newContext"]>[0] = screens.desktop) {
  const context = await browser.newContext({ permissions: ["microphone"], ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.goto(new URL(path, server.url).href);
  return { context, page, problems };
}

async function sharedPath(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  return new URL(link).pathname;
}

test("the sample's captions and translations appear in order with two speakers, also for a listener", async () => {
  const speaker = await open("/live");
  await speaker.page.getByRole("button", { name: "Start" }).click();
  await speaker.page.getByText("Live", { exact: true }).waitFor();
  const listener = await open(await sharedPath(speaker.page), screens.phone);
  const captions = await untilSaid(speaker.page);
  expectConversation(captions);
  expect(await untilSaid(listener.page)).toEqual(captions);
  // The dialog gave the focus back to its button, where Space means something else.
  await speaker.page.getByRole("region", { name: "Captions" }).focus();
  await speaker.page.keyboard.press("Space");
  await speaker.page.getByText("Ended").waitFor();
  await listener.page.getByText("Ended").waitFor();
  expect([...speaker.problems, ...listener.problems]).toEqual([]);
  await look(speaker.page, "live-ended");
  await look(listener.page, "watch-ended");
  await Promise.all([speaker.context.close(), listener.context.close()]);
});

test("a page that is reloaded mid-sentence keeps its captions and loses nothing spoken after that", async () => {
  const { page, context, problems } = await open("/live");
  await page.getByRole("button", { name: "Start" }).click();
  const isMidSentence = async () => {
    const captions = await shownCaptions(page);
    return captions.length >= 3 && captions.at(-1)?.isFinal === false;
  };
  await expect.poll(isMidSentence, { timeout: 60_000, interval: 50 }).toBe(true);
  await look(page, "live-partial");
  const before = (await shownCaptions(page)).filter(({ isFinal }) => isFinal);
  await page.reload(); // the fake microphone then starts the sample from its beginning
  await page.getByText("Live", { exact: true }).waitFor();
  const after = await untilSaid(page);
  expect(after.slice(0, before.length).map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  const first = after.findLastIndex(({ text }) => wordErrorRate(turns[0]?.text ?? "", text) < 0.3);
  expect(first).toBeGreaterThanOrEqual(before.length);
  expectConversation(after.slice(first));
  expect(problems).toEqual([]);
  await context.close();
});

test("axe finds nothing wrong, before and during a session, on both screens and in both themes", async () => {
  for (const [screen, options] of Object.entries(screens)) {
    for (const colorScheme of ["dark", "light"] as const) {
      const { page, context } = await open("/live", { ...options, colorScheme });
      await page.getByRole("meter").waitFor();
      await lookAndCheck(page, `live-setup-${screen}-${colorScheme}`);
      await page.getByRole("button", { name: "Start" }).click();
      await expect
        .poll(async () => (await shownCaptions(page)).length, { timeout: 60_000 })
        .toBeGreaterThan(3);
      await lookAndCheck(page, `live-${screen}-${colorScheme}`);
      const path = await sharedPath(page);
      await watchAndCheck(context, path, `watch-${screen}-${colorScheme}`);
      await page.getByRole("button", { name: "Share" }).click();
      await lookAndCheck(page, `share-${screen}-${colorScheme}`);
      await context.close();
    }
  }
});

async function watchAndCheck(context: BrowserContext, path: string, name: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(new URL(path, server.url).href);
  await page.locator(".caption-row").first().waitFor();
  await lookAndCheck(page, name);
  await page.close();
}

async function lookAndCheck(page: Page, name: string): Promise<void> {
  await look(page, name);
  expect(await axeProblems(page), name).toEqual([]);
}

/** Keeps a picture for people. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${screenFolder}${name}.png` });
}
