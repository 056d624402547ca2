import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceReport } from "#engine/protocol/rest/devices.ts";
import { deviceText } from "./device-text.ts";
import { devices } from "./en/devices.ts";
import { opsTexts } from "./ops-texts.ts";
import { takeTexts } from "./texts.ts";

beforeAll(async () => takeTexts({ ...opsTexts, en: await opsTexts.load.de() }));
afterAll(() => takeTexts(opsTexts));

function report(more: Partial<DeviceReport>): DeviceReport {
  return {
    ...{ id: "webgpu:0", kind: "webgpu", name: "GPU over Vulkan", state: "absent", facts: {} },
    explanation: "This machine has no GPU for WebGPU.",
    ...more,
  };
}

test("that a device is not here is said in the reader's language, and what the probe says beyond that stays", () => {
  expect(deviceText(report({}))).toBe("Dieser Rechner hat keine GPU für WebGPU.");
  const explanation = "This machine has no GPU for WebGPU. Vulkan is here in software only.";
  expect(deviceText(report({ explanation }))).toMatch(/WebGPU\. Vulkan is here in software only\.$/);
});

test("another reason, or another state, stays as the probe says it", () => {
  expect(deviceText(report({ explanation: "A driver without a GPU." }))).toBe("A driver without a GPU.");
  expect(deviceText(report({ state: "failed" }))).toBe("This machine has no GPU for WebGPU.");
});

test("the English sentences are those of the probe", () => {
  const folder = new URL("../../runtime-workers/devices/probe/", import.meta.url);
  const probe = ["nvidia.ts", "webgpu.ts", "intel.ts"].map((name) =>
    readFileSync(new URL(name, folder), "utf8"),
  );
  for (const sentence of Object.values(devices)) expect(probe.join("\n")).toContain(sentence);
});
