import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { TaskOutcome } from "#engine/runtime/task-runner.ts";
import { openVinoExport } from "../testing/openvino-export.ts";
import { MachineWithNpu } from "../testing/openvino-machine.ts";
import { rateHz, sampleTurn } from "../testing/speech.ts";
import type { Transcription } from "../transcription.ts";

const module = new URL("../task.ts", import.meta.url).href;
const sentence = sampleTurn("conversation", 2);
const models = mkdtempSync(join(tmpdir(), "patchbay-models-"));
const model = { name: "openvino", kind: "asr" } as const;
const machine = new MachineWithNpu();

beforeAll(async () => {
  renameSync(openVinoExport(), join(models, model.name));
  vi.stubEnv("PATCHBAY_MODELS", models);
  machine.devices.start();
  await machine.devices.probed();
});
afterAll(async () => {
  await machine.close();
  vi.unstubAllEnvs();
  rmSync(models, { recursive: true });
});

async function transcribe(
  signal = new AbortController().signal,
): Promise<TaskOutcome & { output: Transcription }> {
  const options = { language: "auto", precision: "auto", initialPrompt: "", isPartial: false };
  const request = { nodeType: "transcribe", model, devices: ["npu", "cpu"] };
  const input = { samples: sentence.samples, sampleRateHz: rateHz, ...options };
  const outcome = await machine.devices.run({ ...request, module, input, signal });
  return outcome as TaskOutcome & { output: Transcription };
}

test("the NPU is ready after a tiny inference by openvino-node, and runs an OpenVINO export in its own process", async () => {
  expect(machine.devices.reports()).toMatchObject([{ id: "npu", state: "ready" }]);
  const { output, device, passedOver } = await transcribe();
  expect(device).toBe("npu");
  expect(passedOver).toEqual([]);
  expect(output).toMatchObject({ text: sentence.text, language: "en" });
  expect(output).not.toHaveProperty("averageLogProbability");
});

test("where the NPU fails the same recogniser goes on, on the processor, and the NPU comes back", async () => {
  machine.vanish();
  const { output, device, passedOver } = await transcribe();
  expect(device).toBe("cpu");
  expect(passedOver).toMatchObject([{ device: "npu", reason: expect.stringContaining("NPU is gone.") }]);
  expect(output.text).toBe(sentence.text);
  machine.comeBack();
  while ((await transcribe()).device !== "npu") await new Promise((wake) => setTimeout(wake, 10));
});

test("a task that is given up leaves the recogniser ready for the next", async () => {
  const abort = new AbortController();
  const given = transcribe(abort.signal);
  setTimeout(() => abort.abort(), 20);
  await expect(given).rejects.toMatchObject({ code: "task.cancelled" });
  expect((await transcribe()).output.text).toBe(sentence.text);
});
