import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findModel } from "#runtime-workers/models/catalogue.ts";
import { TestingHub } from "#runtime-workers/models/testing-hub.ts";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";

/** The smallest model of the catalogue: one file, whose size is known. */
const model = findModel("silero-vad-v5");
const content = Buffer.alloc(model.files[0]?.sizeBytes ?? 0, "some weights ");
let hub: TestingHub;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  hub = await TestingHub.start();
  hub.commit = model.revision;
  hub.put("onnx/model.onnx", content);
  vi.stubEnv("HF_ENDPOINT", hub.endpoint);
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await hub?.close();
  vi.unstubAllEnvs();
});

const row = (page: Page, id: string) => page.getByRole("listitem").filter({ hasText: id });

test("a model is pulled, cancelled, gone on with, verified and removed on the page, and axe finds nothing wrong", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${server.url}/ops`);
  await page.getByRole("button", { name: /to pull$/ }).click();
  let isStalled = true;
  hub.fault = ({ host, method }, response) => {
    if (host !== "cdn" || method !== "GET" || !isStalled) return false;
    response.writeHead(200, { "content-length": content.length }).write(content.subarray(0, 1_000_000));
    return true;
  };
  await page.getByRole("button", { name: `Pull ${model.id}` }).click();
  await row(page, model.id).getByText("1.0 MB of 2.2 MB").waitFor();
  expect(await axeProblems(page)).toEqual([]);
  await page.getByRole("button", { name: `Cancel ${model.id}` }).click();
  isStalled = false;
  await page.getByRole("button", { name: `Pull ${model.id}` }).click();
  await page.getByRole("button", { name: `Verify ${model.id}` }).click();
  await row(page, model.id).getByText("It is as it was pulled.").waitFor();
  await page.getByRole("button", { name: `Remove ${model.id}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: `Pull ${model.id}` }).waitFor();
  expect(hub.fetched("onnx/model.onnx").map(({ range }) => range)).toEqual([undefined, "bytes=1000000-"]);
});

test("a model that the hub does not give says why, in the row", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${server.url}/ops`);
  await page.getByRole("button", { name: /to pull$/ }).click();
  await page.getByRole("combobox", { name: "Variant of whisper-tiny", exact: true }).selectOption("q4");
  await page.getByRole("button", { name: "Pull whisper-tiny", exact: true }).click();
  await row(page, "whisper-tiny")
    .first()
    .getByText(/has no revision/)
    .waitFor();
  expect(await axeProblems(page)).toEqual([]);
});
