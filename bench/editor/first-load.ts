import type { Browser, Page } from "playwright";
import { screens } from "../../e2e/browser.ts";

/** One first visit of a page. */
export interface FirstLoad {
  /** From the start of the navigation until all nodes of the flow are seen, in ms. */
  readonly shownMs: number;
  /** Until it has answered a key press: everything is selected. */
  readonly answeredMs: number;
  /** What came over the network until then, with heads. */
  readonly transferredBytes: number;
  readonly requests: number;
}

/** Notes in the page when nodes are seen, and when they are selected. */
const watcher = (nodeCount: number) => `
  const bench = (window.benchLoad = {});
  const look = () => {
    const nodes = [...document.querySelectorAll(".react-flow__node")];
    const seen = nodes.filter((node) => getComputedStyle(node).visibility === "visible");
    if (seen.length >= ${nodeCount}) bench.shownMs ??= performance.now();
    if (nodes.length > 0 && nodes.every((node) => node.matches(".selected"))) bench.answeredMs ??= performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** Opens the editor in a browser that runs already, with nothing of it in the cache. */
export async function firstLoad(browser: Browser, url: string, nodeCount: number): Promise<FirstLoad> {
  const context = await browser.newContext(screens.desktop);
  try {
    const page = await context.newPage();
    await page.addInitScript(watcher(nodeCount));
    const traffic = await countTraffic(page);
    await page.goto(url, { waitUntil: "commit" });
    await until(page, "shownMs");
    await page.keyboard.press("Control+a");
    await until(page, "answeredMs");
    const times = await page.evaluate<Pick<FirstLoad, "shownMs" | "answeredMs">>("benchLoad");
    return { ...times, ...traffic() };
  } finally {
    await context.close();
  }
}

async function countTraffic(page: Page): Promise<() => Pick<FirstLoad, "transferredBytes" | "requests">> {
  const network = await page.context().newCDPSession(page);
  let transferredBytes = 0;
  let requests = 0;
  network.on("Network.loadingFinished", ({ encodedDataLength }) => {
    transferredBytes += encodedDataLength;
    requests++;
  });
  await network.send("Network.enable");
  return () => ({ transferredBytes, requests });
}

/** The page's policy forbids scripts as text where Playwright polls, but not functions. */
async function until(page: Page, name: "shownMs" | "answeredMs"): Promise<void> {
  const isKnown = (known: string) => known in (globalThis as unknown as { benchLoad: object }).benchLoad;
  await page.waitForFunction(isKnown, name);
}
