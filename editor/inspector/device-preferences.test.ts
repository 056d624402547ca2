import { expect, test } from "vitest";
import type { DeviceBreaker, DeviceReport, DevicesAnswer } from "#engine/protocol/rest/devices.ts";
import { outcomeOf, viewOf } from "./device-preferences.ts";
import { idle } from "./testing.ts";

const report = (
  id: string,
  name: string,
  state: DeviceReport["state"],
  explanation = `${id} is ${state}.`,
): DeviceReport => {
  return { id, kind: "cpu", name, state, explanation, facts: {} };
};
const broken: DeviceBreaker = { model: "whisper-tiny", state: "open", sinceMs: 0, reason: "Out of memory." };
const machine: DevicesAnswer = {
  devices: [idle("cpu"), { ...idle("cuda:0"), breakers: [broken] }, idle("cuda:1")],
  reports: [
    report("cpu", "AMD EPYC", "ready"),
    report("cuda:0", "NVIDIA H100", "ready"),
    report("cuda:1", "NVIDIA H100", "ready"),
    report("webgpu:0", "GPU over Vulkan", "absent"),
    report("npu", "Intel NPU", "missing-driver", "NPU found, driver missing: modprobe intel_vpu."),
  ],
};
const stateOf = (preference: string, models: readonly string[] = ["whisper-tiny"]) =>
  viewOf(preference, machine, models).state;

test("a device that is here is named as people know it", () => {
  expect(viewOf("cuda:1", machine, []).devices).toEqual(["NVIDIA H100 · cuda:1"]);
  expect(viewOf("gpu", machine, []).devices).toEqual(["NVIDIA H100 · cuda:0", "NVIDIA H100 · cuda:1"]);
});

test("what is missing says how and why, in the server's words", () => {
  expect(viewOf("npu", machine, [])).toMatchObject({
    state: "missing-driver",
    explanation: expect.stringContaining("modprobe"),
  });
  expect(stateOf("webgpu")).toBe("absent");
  expect(viewOf("tpu", machine, [])).toMatchObject({ state: "absent", explanation: "" });
});

test("of several kinds that are not here none speaks for all, but one that can be mended does", () => {
  const reports = [report("cuda:0", "NVIDIA GPU", "absent"), report("intel-gpu:0", "Intel GPU", "absent")];
  const none: DevicesAnswer = { devices: [idle("cpu")], reports };
  expect(viewOf("gpu", none, [])).toMatchObject({ state: "absent", explanation: "" });
  const driver = report("webgpu:0", "GPU", "missing-driver", "Install mesa-vulkan-drivers.");
  expect(viewOf("gpu", { ...none, reports: [...reports, driver] }, [])).toMatchObject({
    state: "missing-driver",
    explanation: "Install mesa-vulkan-drivers.",
  });
});

test("an open breaker is told with its device, and counts for the nodes whose model it is", () => {
  expect(viewOf("gpu", machine, []).breakers).toEqual([{ ...broken, device: "cuda:0" }]);
  expect(stateOf("cuda:0")).toBe("left-alone");
  expect(stateOf("cuda:0", ["whisper-base"])).toBe("ready");
  expect(stateOf("gpu")).toBe("ready"); // the other one takes its tasks
});

test("what will happen: the first preference that is granted, until the best one is", () => {
  const outcome = (...preferences: string[]) =>
    outcomeOf(preferences.map((preference) => viewOf(preference, machine, ["whisper-tiny"])));
  expect(outcome("npu", "cuda:0", "cpu")).toEqual({ device: "cpu", missing: "npu" });
  expect(outcome("cuda:1", "npu", "cpu")).toEqual({ device: "cuda:1", missing: undefined });
  expect(outcome("npu")).toEqual({ device: undefined, missing: "npu" });
  expect(outcomeOf([viewOf("npu", undefined, [])])).toBeUndefined();
});
