/**
 * The editor in Debian's Chromium, which draws by software here: how much a first visit loads and how long it takes, how
 * smoothly a flow of 500 nodes moves while a live session shows figures on all of them, and what those figures cost
 * the engine. The pages are built first, when something has changed.
 */
import { spawnSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright";
import { bigFlow, bigFlowId, edgeCount, nodeCount } from "../e2e/big-flow.ts";
import { launchBrowser, screens } from "../e2e/browser.ts";
import { startServer, type TestServer } from "../e2e/server.ts";
import { gzippedBytes } from "./editor/assets.ts";
import { AudioClient, conversation } from "./editor/audio-client.ts";
import { badgeCost, badgeLoad } from "./editor/badge-cost.ts";
import { type FirstLoad, firstLoad } from "./editor/first-load.ts";
import { deploy } from "./editor/flows-of-server.ts";
import { frameRecorder, framesDuring } from "./editor/frames.ts";
import { drag, pan, zoom } from "./editor/gestures.ts";
import { Report } from "./report.ts";
import { median } from "./support/statistics.ts";

const loads = 5;
const firstFlow = { path: "/editor/live-translate", nodeCount: 8 };
const gestureMs = 5_000;
const frameGoalMs = 50;

const { status } = spawnSync("npm", ["run", "-s", "build"], { stdio: "inherit" });
if (status !== 0) throw new Error("the pages could not be built");
const report = new Report("editor");
const server = await startServer();
try {
  const browser = await launchBrowser();
  try {
    await loading(browser);
    await moving(browser, server);
  } finally {
    await browser.close();
  }
  await costing(server);
} finally {
  await server.stop();
}
report.finish();

async function loading(browser: Browser): Promise<void> {
  const url = new URL(firstFlow.path, server.url).href;
  const bytes = await gzippedBytes(browser, url);
  await firstLoad(browser, url, firstFlow.nodeCount); // to warm browser and server up
  const runs: FirstLoad[] = [];
  for (let run = 0; run < loads; run++) runs.push(await firstLoad(browser, url, firstFlow.nodeCount));
  const figure = (pick: (run: FirstLoad) => number) => median(runs.map(pick));
  report.section(`First visit of ${firstFlow.path}: warm browser, cold cache, median of ${loads}`);
  report.figure("gzipKb", bytes / 1000, {
    label: "page, scripts, styles by gzip -9, kB",
    goal: { atMost: 350 },
  });
  report.figure("transferredKb", figure((run) => run.transferredBytes) / 1000, {
    label: "over the network, kB",
  });
  report.figure(
    "requests",
    figure((run) => run.requests),
    { label: "requests" },
  );
  report.figure(
    "shownMs",
    figure((run) => run.shownMs),
    { label: "until all nodes are seen, ms" },
  );
  report.figure(
    "interactiveMs",
    figure((run) => run.answeredMs),
    {
      label: "until a key press has been answered, ms",
      goal: { atMost: 1500 },
    },
  );
}

async function moving(browser: Browser, { url }: TestServer): Promise<void> {
  await deploy(url, bigFlow());
  const client = await AudioClient.start(url, bigFlowId, conversation(0), "bursts");
  const context = await browser.newContext(screens.desktop);
  try {
    const page = await context.newPage();
    await page.addInitScript(frameRecorder);
    await page.goto(new URL(`/editor/${bigFlowId}`, url).href);
    await page.locator(".node-badges:not([hidden])").first().waitFor({ state: "attached" });
    report.section(`${nodeCount} nodes and ${edgeCount} wires of a live session, figures on all at 4 Hz`);
    await smooth("All", "all in view", page);
    report.section("The same in reading distance: the nodes that a window holds, figures legible");
    await page.keyboard.press("Control+0");
    await delay(1000);
    await smooth("Near", "zoom 1", page);
  } finally {
    await context.close();
    await client.stop();
  }
}

/** Figures of each gesture under a camelCase name. */
async function smooth(name: string, label: string, page: Page): Promise<void> {
  const gestures = { idle: () => delay(gestureMs), pan, drag, zoom };
  for (const [gesture, act] of Object.entries(gestures)) {
    const { p95Ms, maxMs } = await framesDuring(page, () => act(page, gestureMs));
    report.figure(`${gesture}${name}FrameMs`, p95Ms, {
      label: `${gesture}, ${label}: frame, 95th percentile, ms`,
      goal: { atMost: frameGoalMs },
    });
    report.figure(`${gesture}${name}MaxMs`, maxMs, { label: `${gesture}, ${label}: longest frame, ms` });
    await delay(500);
  }
}

async function costing({ url, pid }: TestServer): Promise<void> {
  const { sessions, rounds, roundMs } = badgeLoad;
  report.section(
    `${sessions} live sessions with VAD: the engine's process with an editor and without, ${rounds} times ${roundMs / 1000} s each`,
  );
  const { withMs, withoutMs, addedPercent, errorPercent } = await badgeCost(url, pid());
  report.figure("engineMs", withoutMs, { label: "CPU without an editor, ms a second" });
  report.figure("engineWithEditorMs", withMs, { label: "CPU with an editor, ms a second" });
  report.figure("badgesPercent", addedPercent, {
    label: "what the editor adds, % (median of the rounds)",
    goal: { atMost: 1 },
  });
  report.figure("badgesErrorPercent", errorPercent, { label: "give or take, % (standard error)" });
}
