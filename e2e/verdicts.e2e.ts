import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import type { VerdictReport } from "#engine/protocol/verdict-report.ts";
import { launchBrowser, screens } from "./browser.ts";
import { shownCaptions } from "./captions.ts";
import { EditorPage } from "./editor-page.ts";
import { microphoneFile } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";
import { liveSession } from "./sessions.ts";

const microphone = microphoneFile("conversation", { noise: 0.05 });
const models = mkdtempSync(join(tmpdir(), "patchbay-models-"));
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  process.env["PATCHBAY_MODELS"] = models;
  server = await startServer();
  browser = await launchBrowser(microphone.path);
});
afterAll(async () => {
  delete process.env["PATCHBAY_MODELS"];
  await browser?.close();
  await server?.stop();
  microphone.remove();
  rmSync(models, { recursive: true });
});

test("a noisy recording's verdicts are counted on the node, in its charts and in /metrics", async () => {
  const editor = await EditorPage.open(browser, `${server.url}/editor/live-translate`);
  await editor.speak();
  const badge = editor.node("transcribe").locator(".node-badges");
  await expect
    .poll(() => badge.getAttribute("title"), { timeout: 60_000 })
    .toMatch(/^What became of its results: heard: \d/);
  await badge.click();
  await editor.dialog.getByText(/heard: \d+/).waitFor();
  await editor.page.keyboard.press("Escape");
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const counted = /^patchbay_verdicts_total\{node_type="transcribe",verdict="heard"\} (\d+)$/m.exec(metrics);
  expect(Number(counted?.[1])).toBeGreaterThan(0);
  const verdicts = await verdictsOf(await liveSession(server.url), "transcribe");
  expect(verdicts.find(({ verdict }) => verdict === "heard")?.figures).toHaveProperty("noSpeechProbability");
  await editor.stop();
  expect(editor.problems).toEqual([]);
});

test("the partial of a final that fails disappears from /watch, and the captions before it stay", async () => {
  await deployWithOwnModel();
  const speaker = await open("/live");
  await speaker.getByRole("button", { name: "Start" }).click();
  const sessionId = await liveSession(server.url);
  const listener = await open(`/watch/${sessionId}`);
  const finals = async () =>
    (await shownCaptions(listener)).flatMap(({ isFinal, text }) => (isFinal ? [text] : []));
  await expect.poll(async () => (await finals()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const before = await finals();
  await failAFinal(listener, sessionId);
  expect((await finals()).slice(0, before.length)).toEqual(before);
  await Promise.all([speaker.context().close(), listener.context().close()]);
});

/** Takes the model away while a partial is shown, until the final behind it failed: then nothing is left that could change. */
async function failAFinal(listener: Page, sessionId: string): Promise<void> {
  const partial = async () => (await shownCaptions(listener)).find(({ isFinal }) => !isFinal);
  const finalVerdicts = async () => (await verdictsOf(sessionId, "transcribe")).filter(isFinal);
  for (;;) {
    await expect.poll(partial, { timeout: 60_000, interval: 20 }).toBeDefined();
    const before = (await finalVerdicts()).length;
    renameSync(join(models, "own"), join(models, ".away"));
    await expect
      .poll(async () => (await finalVerdicts()).length, { timeout: 60_000 })
      .toBeGreaterThan(before);
    const verdict = (await finalVerdicts())[before];
    // A final that was being decoded when the model went is heard all the same.
    if (verdict?.verdict === "lost") {
      expect(verdict.figures).toEqual({ code: "model.missing" });
      await expect.poll(partial, { timeout: 10_000 }).toBeUndefined();
      return;
    }
    renameSync(join(models, ".away"), join(models, "own"));
  }
}

const isFinal = ({ hypothesis }: VerdictReport) => hypothesis === "final";

async function verdictsOf(sessionId: string, nodeId: string): Promise<VerdictReport[]> {
  const answer = await fetch(`${server.url}/api/sessions/${sessionId}`);
  const { metrics } = (await answer.json()) as { metrics: { verdicts: VerdictReport[] } };
  return metrics.verdicts.filter((each) => each.nodeId === nodeId);
}

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ["microphone"], ...screens.desktop });
  const page = await context.newPage();
  await page.goto(new URL(path, server.url).href);
  return page;
}

/** The example with a copy of the model that can go, and with a wire for errors, so that the session goes on. */
async function deployWithOwnModel(): Promise<void> {
  const demo = new URL("../models/demo/phrasebook-asr", import.meta.url).pathname;
  mkdirSync(models, { recursive: true });
  cpSync(demo, join(models, "own"), { recursive: true });
  const path = `${server.url}/api/flows/live-translate`;
  const { flow, revision } = (await (await fetch(path)).json()) as { flow: Flow; revision: number };
  const nodes = flow.nodes.map((node) =>
    node.id === "transcribe" ? { ...node, config: { ...node.config, model: "own" } } : node,
  );
  const errors = { id: "errors", type: "debug" };
  const edge = { from: { node: "transcribe", port: "error" }, to: { node: "errors", port: "in" } };
  const changed = { ...flow, nodes: [...nodes, errors], edges: [...flow.edges, edge] };
  const answer = await fetch(`${path}/deploy`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ flow: changed, baseRevision: revision }),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
}
