import type { Browser } from "playwright";
import { Check } from "typebox/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { devicesSchema } from "#engine/protocol/rest/devices.ts";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser, screens } from "./browser.ts";
import { EditorPage } from "./editor-page.ts";
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

const figures = { pid: 4711, running: 0, waiting: 0, completed: 12, crashes: 0 };
const crashed = "The process of the device died (SIGSEGV).";
const noRuntime =
  "NPU found at /dev/accel/accel0, openvino-node is not installed. Install it: npm i openvino-node.";
const found = (id: string, kind: string, name: string, state: string, explanation: string) => {
  return { id, kind, name, state, explanation, facts: {} };
};

/** What a machine with two GPUs would answer, one of which failed with the recogniser, and an NPU without its library. */
const machine = {
  devices: [
    { device: "cpu", ...figures },
    {
      ...{ device: "cuda:0", ...figures, crashes: 1, fallbacks: 1 },
      breakers: [{ model: "phrasebook-asr", state: "open", sinceMs: 1, reason: crashed }],
    },
    { device: "cuda:1", ...figures },
  ],
  reports: [
    found("cpu", "cpu", "AMD EPYC", "ready", "16 cores; avx2, avx512."),
    found("cuda:0", "cuda", "NVIDIA H100", "ready", "Driver 570.1."),
    found("cuda:1", "cuda", "NVIDIA H100", "ready", "Driver 570.1."),
    found("webgpu:0", "webgpu", "GPU over Vulkan", "failed", "Its tiny inference failed: no adapter."),
    found("npu", "npu", "Intel NPU", "missing-runtime", noRuntime),
    found("intel-gpu:0", "intel-gpu", "Intel GPU", "absent", "This machine has no GPU of Intel."),
  ],
};

async function open(options: Parameters<typeof EditorPage.open>[2] = {}): Promise<EditorPage> {
  const editor = await EditorPage.open(browser, `${server.url}/editor`, options);
  await editor.page.route("**/api/devices", (route) => route.fulfill({ json: machine }));
  await editor.page.goto(`${server.url}/editor/live-translate`);
  await editor.select("transcribe");
  await editor.page.locator(".device-item-state").first().waitFor();
  return editor;
}

test("the answer that is played is one that the server may give", () => {
  expect(Check(devicesSchema, machine)).toBe(true);
});

test("the picker names devices, greys what is missing with its explanation, and marks a breaker with its reason", async () => {
  const editor = await open();
  const { page } = editor;
  const preferences = page.locator(".devices-section-list li");
  await expect.poll(() => preferences.count()).toBe(3);
  expect(await preferences.nth(0).innerText()).toContain(`Library missing. ${noRuntime}`);
  expect(await preferences.nth(1).innerText()).toContain("NVIDIA H100 · cuda:0, NVIDIA H100 · cuda:1");
  expect(await preferences.nth(1).innerText()).toContain(crashed);
  expect(await page.getByText("Runs on gpu until npu can be used.").count()).toBe(1);

  await page.getByRole("combobox", { name: "Add a device" }).click();
  const offers = await page.locator(".combo-box-list").getByRole("option").allInnerTexts();
  expect(offers.map((offer) => offer.replace(/\s+/g, " "))).toEqual([
    `NVIDIA H100 · cuda:0 Left alone for now phrasebook-asr: ${crashed}`,
    "NVIDIA H100 · cuda:1 Here",
    "cuda Here NVIDIA H100 · cuda:0, NVIDIA H100 · cuda:1",
    "webgpu:0 Failed its test Its tiny inference failed: no adapter.",
    "intel-gpu:0 Not here This machine has no GPU of Intel.",
  ]);
  await editor.close();
});

test("a device is picked and moved by keyboard alone, the focus stays, and what will happen is said", async () => {
  const editor = await open();
  const { page } = editor;
  await page.getByRole("combobox", { name: "Add a device" }).focus();
  for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  const names = () => page.locator(".device-item-name").allInnerTexts();
  await expect.poll(names).toEqual(["npu", "gpu", "cpu", "cuda:0"]);
  await page.getByRole("button", { name: "cuda:0: further up" }).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press("Enter");
  await expect.poll(names).toEqual(["cuda:0", "npu", "gpu", "cpu"]);
  await expect.poll(() => page.getByText("Runs on gpu until cuda:0 can be used.").count()).toBe(1);
  await page.getByRole("button", { name: "cuda:0: further down" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(names).toEqual(["npu", "cuda:0", "gpu", "cpu"]);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  expect(await focused()).toBe("cuda:0: further down");
  await editor.close();
});

test("axe finds nothing wrong with the open picker, on both screens and in both themes", async () => {
  for (const [screen, options] of Object.entries(screens)) {
    for (const colorScheme of ["dark", "light"] as const) {
      const editor = await open({ ...options, colorScheme });
      await editor.page.getByRole("combobox", { name: "Add a device" }).click();
      await editor.settled();
      expect(await axeProblems(editor.page), `${screen} ${colorScheme}`).toEqual([]);
      expect(editor.problems).toEqual([]);
      await editor.close();
    }
  }
});
