import { mkdirSync } from "node:fs";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser, screens } from "./browser.ts";
import { microphoneFile } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";

const screenFolder = new URL("../out/screens/", import.meta.url).pathname;
const microphone = microphoneFile("conversation");
let server: TestServer;
let browser: Browser;

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

test("/ops shows a live session with its nodes, and axe finds nothing wrong on both screens and in both themes", async () => {
  const speaker = await (await browser.newContext({ permissions: ["microphone"] })).newPage();
  await speaker.goto(`${server.url}/live`);
  await speaker.getByRole("button", { name: "Start" }).click();
  await speaker.getByText("Live", { exact: true }).waitFor();
  for (const [screen, options] of Object.entries(screens)) {
    for (const colorScheme of ["dark", "light"] as const) {
      const context = await browser.newContext({ ...options, colorScheme });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      await page.goto(`${server.url}/ops`);
      await page.getByText("Connected").waitFor();
      await page
        .getByRole("button", { name: /live-translate/ })
        .first()
        .click();
      await page.getByText("transcribe").first().waitFor();
      await page.screenshot({ path: `${screenFolder}ops-${screen}-${colorScheme}.png`, fullPage: true });
      expect(await axeProblems(page), `${screen} ${colorScheme}`).toEqual([]);
      expect(problems).toEqual([]);
      await context.close();
    }
  }
});
