import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { filesOf, findModel } from "#runtime-workers/models/catalogue.ts";
import { type HubFile, refuse, TestingHub } from "#runtime-workers/models/testing-hub.ts";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser } from "./browser.ts";
import { shownCaptions } from "./captions.ts";
import { EditorPage } from "./editor-page.ts";
import { microphoneFile } from "./microphone.ts";
import { startServer, type TestServer } from "./server.ts";
import { liveSession, nodeConfig } from "./sessions.ts";

/** A model of the catalogue without checksums: the hub gives the demo's files under its name, and they run. */
const model = findModel("whisper-medium");
const demo = new URL("../models/demo/phrasebook-asr/", import.meta.url);
const largest = "onnx/decoder_model.onnx";
const heldBytes = 1_000_000;
const microphone = microphoneFile("conversation");
let hub: TestingHub;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  hub = await TestingHub.start();
  for (const { path } of filesOf(model, "fp32")) hub.put(path, readFileSync(new URL(path, demo)));
  vi.stubEnv("HF_ENDPOINT", hub.endpoint);
  server = await startServer();
  browser = await launchBrowser(microphone.path);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await hub?.close();
  vi.unstubAllEnvs();
  microphone.remove();
});

/** Lets the largest file come as far as a million bytes, and the rest when it is told to. */
function holdLargest(): () => void {
  const held: [ServerResponse, HubFile][] = [];
  hub.fault = ({ host, method, path }, response, file) => {
    if (host !== "cdn" || method !== "GET" || path !== largest || file === undefined) return false;
    response.writeHead(200, { "content-length": file.content.length });
    response.write(file.content.subarray(0, heldBytes));
    held.push([response, file]);
    return true;
  };
  return () => {
    hub.fault = () => false;
    for (const [response, { content }] of held) response.end(content.subarray(heldBytes));
  };
}

test("a model is pulled beside the field that wants it, fails, is tried again, is selected when it is there, and speaks", async () => {
  const editor = await EditorPage.open(browser, `${server.url}/editor/live-translate`);
  const { page } = editor;
  const box = editor.setting("model").getByRole("combobox", { name: "Model" });
  const card = page.getByRole("region", { name: `Model ${model.id}` });
  await editor.select("transcribe");
  await box.click();
  const offer = page.getByRole("option", { name: new RegExp(`^${model.id}\\s*to pull`) });
  expect(await offer.innerText()).toMatch(/99 languages · Apache-2\.0/);
  await box.fill(model.id);
  await box.press("ArrowDown");
  await box.press("Enter");
  await card.getByRole("combobox").selectOption("fp32");

  hub.fault = (_, response) => {
    refuse(response, 403, "GatedRepo");
    return true;
  };
  await card.getByRole("button", { name: "Pull" }).click();
  await card
    .getByRole("alert")
    .getByText(/HF_TOKEN/)
    .waitFor();
  expect(await box.inputValue()).toBe("phrasebook-asr");
  expect(await axeProblems(page)).toEqual([]);

  const release = holdLargest();
  await card.getByRole("button", { name: "Try again" }).click();
  await card.getByText(/^\d+\.\d MB of 7\.3 MB$/).waitFor();
  await card.getByRole("progressbar").waitFor();
  expect(await card.getByText(/HF_TOKEN/).count()).toBe(0);
  expect(await axeProblems(page)).toEqual([]);

  await editor.select("vad"); // nobody looks: the pull and what was wanted of it go on
  release();
  await expect.poll(() => page.getByRole("button", { name: "Undo", exact: true }).isEnabled()).toBe(true);
  await editor.select("transcribe");
  expect(await box.inputValue()).toBe(model.id);
  expect(await card.count()).toBe(0);

  await editor.deploy();
  await editor.speak();
  const sessionId = await liveSession(server.url);
  expect(await nodeConfig(server.url, sessionId, "transcribe")).toMatchObject({ model: model.id });
  const finals = async () => (await shownCaptions(page)).filter(({ isFinal }) => isFinal).length;
  await expect.poll(finals, { timeout: 60_000 }).toBeGreaterThan(1);
  await editor.stop();
  expect(editor.problems).toEqual([]);
  await editor.close();
});

test("a pull can be cancelled and goes on where it was; who picks another model meanwhile keeps that", async () => {
  await fetch(`${server.url}/api/models/${model.id}`, { method: "DELETE" });
  const editor = await EditorPage.open(browser, `${server.url}/editor/live-translate`);
  const { page } = editor;
  const box = editor.setting("model").getByRole("combobox", { name: "Model" });
  const card = page.getByRole("region", { name: `Model ${model.id}` });
  await editor.select("transcribe");
  // the deployed flow names it, and it is gone
  await card.getByText("Not on the server: no session can start with it.").waitFor();
  const release = holdLargest();
  await card.getByRole("combobox").selectOption("fp32");
  await card.getByRole("button", { name: "Pull" }).click();
  await card.getByText(/^\d+\.\d MB of 7\.3 MB$/).waitFor();
  await expect.poll(() => hub.fetched(largest).length).toBeGreaterThan(0);
  await card.getByRole("button", { name: "Cancel" }).click();
  await card.getByRole("button", { name: "Pull" }).waitFor();
  release();
  const before = hub.fetched(largest).length;
  await card.getByRole("combobox").selectOption("fp32");
  await card.getByRole("button", { name: "Pull" }).click();
  await box.fill("phrasebook-asr");
  await box.press("Enter");
  await expect.poll(async () => (await installed()).includes(model.id), { timeout: 30_000 }).toBe(true);
  expect(
    hub
      .fetched(largest)
      .slice(before)
      .map(({ range }) => range),
  ).toEqual([`bytes=${heldBytes}-`]);
  await box.click();
  await page.getByRole("option", { name: new RegExp(`^${model.id}\\s*installed`) }).waitFor();
  await page.keyboard.press("Escape");
  expect(await box.inputValue()).toBe("phrasebook-asr");
  expect(editor.problems).toEqual([]);
  await editor.close();
});

async function installed(): Promise<string[]> {
  const answer = await fetch(`${server.url}/api/models`);
  const { models } = (await answer.json()) as { models: { name: string }[] };
  return models.map(({ name }) => name);
}
