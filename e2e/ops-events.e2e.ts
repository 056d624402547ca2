import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser } from "./browser.ts";
import { shownCaptions } from "./captions.ts";
import { EditorPage } from "./editor-page.ts";
import { microphoneFile } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";
import { liveSession } from "./sessions.ts";

const microphone = microphoneFile("conversation");
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser(microphone.path);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  microphone.remove();
});

/** Deploys live-translate with a recogniser that wants a device which no machine has. */
async function preferDevice(device: string): Promise<void> {
  const path = `${server.url}/api/flows/live-translate`;
  const { flow, revision } = (await (await fetch(path)).json()) as { flow: Flow; revision: number };
  const nodes = flow.nodes.map((node) =>
    node.id === "transcribe" ? { ...node, devices: [device, "cpu"] } : node,
  );
  const answer = await fetch(`${path}/deploy`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ baseRevision: revision, flow: { ...flow, nodes } }),
  });
  expect(answer.status).toBe(200);
}

test("a node that misses its device is in the session's events, on /ops while it lives, afterwards and in the editor; captions go on as ever", async () => {
  await preferDevice("cuda:99");
  const message = "transcribe runs on cpu, not on cuda:99: There is no cuda:99 here.";
  const speaker = await (await browser.newContext({ permissions: ["microphone"] })).newPage();
  const problems: string[] = [];
  speaker.on("pageerror", (error) => problems.push(String(error)));
  await speaker.goto(`${server.url}/live`);
  await speaker.getByRole("button", { name: "Start" }).click();
  const sessionId = await liveSession(server.url);
  const ops = await (await browser.newContext()).newPage();
  ops.on("pageerror", (error) => problems.push(String(error)));
  await ops.goto(`${server.url}/ops`);
  await ops.getByRole("button", { name: /live-translate/ }).click();
  const events = ops.getByRole("list", { name: "Events" });
  await events.getByText(message).waitFor({ timeout: 60_000 });
  expect(await axeProblems(ops)).toEqual([]);

  const reader = await browser.newPage();
  reader.on("pageerror", (error) => problems.push(String(error)));
  await reader.goto(`${server.url}/watch/${sessionId}`);
  for (const page of [speaker, reader])
    await expect.poll(async () => (await shownCaptions(page)).length, { timeout: 60_000 }).toBeGreaterThan(1);
  await fetch(`${server.url}/api/sessions/${sessionId}/stop`, { method: "POST" });
  await ops.getByRole("button", { name: `Events of ${sessionId.slice(0, 8)}` }).click({ timeout: 60_000 });
  await events.getByText("Ended").waitFor();
  await events.getByText(message).waitFor();
  expect(await axeProblems(ops)).toEqual([]);

  const editor = await EditorPage.open(browser, `${server.url}/editor/live-translate`);
  await editor.page.getByRole("button", { name: "Captions", exact: true }).click();
  await editor.page.locator(".session-list-row").first().click();
  await editor.page.getByText("Changes of device: 1").click();
  await editor.page.getByText(message).waitFor();
  expect(await axeProblems(editor.page)).toEqual([]);

  const subtitles = await (await fetch(`${server.url}/api/sessions/${sessionId}/transcript.srt`)).text();
  expect(subtitles).toMatch(/^1\n00:00:/);
  expect(subtitles).not.toContain("cuda");
  expect([...problems, ...editor.problems]).toEqual([]);
});
