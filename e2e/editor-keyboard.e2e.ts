import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { buildByKeyboard, tabTo } from "./editor-keyboard.ts";
import { EditorPage } from "./editor-page.ts";
import { behaviourOf, liveTranslate } from "./pipeline.ts";
import { startServer, type TestServer } from "./server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("the whole pipeline is built and deployed by keyboard only", async () => {
  const editor = await EditorPage.open(browser, `${server.url}/editor`);
  await tabTo(editor.page, "New flow");
  await editor.page.keyboard.press("Enter");
  await editor.canvas.waitFor();
  await buildByKeyboard(editor);
  const { flow } = await editor.exportFile();
  expect(behaviourOf(flow)).toEqual(behaviourOf(liveTranslate));
  await editor.openDeploy();
  await editor.page.keyboard.type("by keyboard");
  await editor.page.keyboard.press("Enter");
  await editor.page.getByText("revision 1 is active").waitFor();
  const answer = await fetch(`${server.url}/api/flows/${flow.id}/revisions`);
  expect(await answer.json()).toMatchObject({ revisions: [{ revision: 1, note: "by keyboard" }] });
  expect(editor.problems).toEqual([]);
  await editor.close();
});

test("Tab goes through the whole page, in and out of the canvas, and round to its beginning", async () => {
  const editor = await EditorPage.open(browser, `${server.url}/editor/live-translate`);
  await editor.node("vad").waitFor();
  const regions = await regionsOnTab(editor);
  expect(regions.forth).toEqual(["bar", "palette", "canvas", "dock", "inspector"]);
  expect(regions.back).toEqual(regions.forth.toReversed());
  await editor.close();
});

/** Parts of the page in the order that Tab, then Shift+Tab reaches them, until each has gone round. */
async function regionsOnTab({ page }: EditorPage) {
  const walk = async (key: string) => {
    const seen: string[] = [];
    for (let stop = 0; stop < 200; stop++) {
      await page.keyboard.press(key);
      const region = await page.evaluate(() => {
        const at = {
          ".top-bar": "bar",
          ".palette": "palette",
          ".canvas": "canvas",
          ".dock": "dock",
          ".inspector": "inspector",
        };
        const { activeElement } = document;
        return Object.entries(at).find(([selector]) => activeElement?.closest(selector))?.[1] ?? "";
      });
      const isRound = region === "" || (region === seen[0] && seen.length > 1);
      if (isRound && seen.length > 0) break;
      if (region !== "" && region !== seen.at(-1)) seen.push(region);
    }
    return seen;
  };
  const forth = await walk("Tab");
  return { forth, back: await walk("Shift+Tab") };
}
