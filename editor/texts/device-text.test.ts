import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceReport } from "#engine/protocol/rest/devices.ts";
import { deviceText } from "./device-text.ts";
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

test("that a device is not here is said in the reader's language, and what the probe notes beyond that stays", () => {
  expect(deviceText(report({}))).toBe("Dieser Rechner hat keine GPU für WebGPU.");
  const note = "Vulkan is here in software only.";
  expect(deviceText(report({ note }))).toBe(`Dieser Rechner hat keine GPU für WebGPU. ${note}`);
});

test("another state stays as the probe says it", () => {
  expect(deviceText(report({ state: "failed", explanation: "It failed." }))).toBe("It failed.");
});
