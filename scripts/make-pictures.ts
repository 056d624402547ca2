/**
 * Takes the pictures of the README in a real browser, on the sample conversation: `npm run pictures`. The moving one shows
 * speech that runs through the canvas. Needs Chromium and ffmpeg (`npm test` brings both where it may).
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { launchBrowser, screens } from "../e2e/browser.ts";
import { microphoneFile } from "../e2e/microphone.ts";
import { startServer } from "../e2e/server.ts";

const editorFolder = new URL("../editor/", import.meta.url).pathname;
/** Speech begins after this; the page has to listen by then. */
const silenceMs = 6000;
/** What the moving picture shows, from the first word on. */
const filmMs = 14_000;
const framesPerSecond = 8;
const filmWidth = 1200;
const mostBytes = 3_000_000;

/** One picture of the page, with when it was drawn. */
interface Frame {
  readonly jpeg: Buffer;
  readonly atS: number;
}

const microphone = microphoneFile("conversation", { silenceMs });
const server = await startServer();
const browser = await launchBrowser(microphone.path);
try {
  await pictureEditor(browser, server.url);
} finally {
  await browser.close();
  await server.stop();
}
const second = await startServer();
const another = await launchBrowser(microphone.path);
try {
  await pictureLive(another, second.url);
} finally {
  await another.close();
  await second.stop();
  microphone.remove();
}

async function pictureEditor(from: Browser, url: string): Promise<void> {
  const page = await openPage(from, `${url}/editor/live-translate`);
  await page.getByRole("button", { name: "Speak", exact: true }).click();
  await page.waitForTimeout(silenceMs - 1000);
  const frames = await film(page);
  await page.screenshot({ path: join(editorFolder, "screenshot.png") });
  writeFilm(frames, join(editorFolder, "moving.webp"));
}

async function pictureLive(from: Browser, url: string): Promise<void> {
  const page = await openPage(from, `${url}/live`);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForTimeout(silenceMs + filmMs);
  await page.screenshot({ path: join(editorFolder, "live", "screenshot.png") });
}

async function openPage(from: Browser, url: string): Promise<Page> {
  const context = await from.newContext({
    permissions: ["microphone"],
    colorScheme: "dark",
    ...screens.desktop,
  });
  await context.addInitScript(() => localStorage.setItem("patchbay.tour", '"offered"'));
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "networkidle" });
  return page;
}

/** Every picture that the browser draws for a while, by the DevTools protocol's screencast. */
async function film(page: Page): Promise<Frame[]> {
  const frames: Frame[] = [];
  const devTools = await page.context().newCDPSession(page);
  devTools.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
    frames.push({ jpeg: Buffer.from(data, "base64"), atS: metadata.timestamp ?? 0 });
    void devTools.send("Page.screencastFrameAck", { sessionId });
  });
  await devTools.send("Page.startScreencast", { format: "jpeg", quality: 92 });
  await page.waitForTimeout(filmMs);
  await devTools.send("Page.stopScreencast");
  return frames.sort((a, b) => a.atS - b.atS); // they come in any order
}

/** Joins frames to an animated WebP that runs for ever, each shown for as long as it stood. */
function writeFilm(frames: readonly Frame[], path: string): void {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-film-"));
  const lines = frames.map(({ jpeg, atS }, at) => {
    const name = `${String(at).padStart(5, "0")}.jpg`;
    writeFileSync(join(folder, name), jpeg);
    return `file ${name}\nduration ${((frames[at + 1]?.atS ?? atS + 0.2) - atS).toFixed(4)}`;
  });
  writeFileSync(join(folder, "frames.txt"), `${lines.join("\n")}\n`);
  const look = `fps=${framesPerSecond},scale=${filmWidth}:-1:flags=lanczos`;
  const source = ["-y", "-loglevel", "error", "-f", "concat", "-i", join(folder, "frames.txt")];
  execFileSync("ffmpeg", [
    ...source,
    "-vf",
    look,
    "-c:v",
    "libwebp_anim",
    "-quality",
    "62",
    "-loop",
    "0",
    path,
  ]);
  rmSync(folder, { recursive: true });
  const { size } = statSync(path);
  console.log(`${path}: ${frames.length} frames, ${(size / 1e6).toFixed(2)} MB`);
  if (size > mostBytes) throw new Error(`It may have ${mostBytes / 1e6} MB.`);
}
