import { expect, test } from "vitest";
import { FlowError } from "#engine/errors.ts";
import type { Nomination } from "./device-report.ts";
import { explainFailure } from "./explain-failure.ts";

const found = (kind: Nomination["kind"]): Nomination => {
  return { id: kind, kind, name: kind, state: "probing", explanation: `${kind} found.`, facts: {}, env: {} };
};

test("CUDA libraries that do not load, and a GPU that Vulkan does not offer, say what to install", () => {
  // As ONNX Runtime 1.30 says it.
  const cuda = new Error("OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library");
  expect(explainFailure(found("cuda"), cuda)).toEqual({
    state: "missing-runtime",
    explanation: expect.stringMatching(/^cuda found\. .*install CUDA 12 and cuDNN 9/),
  });
  const vulkan = new Error("Failed to get a WebGPU adapter: No supported adapters");
  expect(explainFailure(found("webgpu"), vulkan)).toEqual({
    state: "missing-driver",
    explanation: expect.stringMatching(/^webgpu found\. .*Vulkan driver/),
  });
});

test("any other failure is told as it is", () => {
  const crash = new FlowError("task.crashed", { message: "The process of device npu ended: SIGSEGV." });
  expect(explainFailure(found("npu"), crash)).toEqual({
    state: "failed",
    explanation:
      "npu found. A device failed while it loaded or computed. The process of device npu ended: SIGSEGV.",
  });
});
