import { expect, test } from "vitest";
import { chosenDevices, machinePreferences } from "./preference.ts";

const here = (...loads: readonly (readonly [string, number])[]) => loads.map(([id, load]) => ({ id, load }));
const idsOf = (preferences: readonly string[], present: ReturnType<typeof here>) =>
  chosenDevices(preferences, present).map(({ id }) => id);

test("a list names devices, kinds, or any GPU; what is not here is left out, and nothing comes twice", () => {
  const present = here(["cpu", 0], ["cuda:0", 0], ["cuda:1", 0], ["webgpu:0", 0], ["intel-gpu:0", 0]);
  expect(idsOf(["npu", "cuda:1", "cpu"], present)).toEqual(["cuda:1", "cpu"]);
  expect(idsOf(["cuda:1", "cuda", "cpu"], present)).toEqual(["cuda:1", "cuda:0", "cpu"]);
  expect(idsOf(["npu", "gpu", "cpu"], present)).toEqual([
    "cuda:0",
    "cuda:1",
    "intel-gpu:0",
    "webgpu:0",
    "cpu",
  ]);
  expect(idsOf(["npu"], present)).toEqual([]);
});

test("among devices of a kind the one with the shortest queue comes first, not among kinds", () => {
  const present = here(["cuda:0", 7], ["cuda:1", 2], ["cuda:2", 2], ["webgpu:0", 0]);
  expect(idsOf(["gpu"], present)).toEqual(["cuda:1", "cuda:2", "cuda:0", "webgpu:0"]);
});

test("the machine's preference orders what a type runs on, and puts it nowhere else", () => {
  const whisper = ["npu", "gpu", "cpu"];
  expect(machinePreferences(["cuda:1", "cpu"], whisper)).toEqual(["cuda:1", "cpu"]);
  expect(machinePreferences(["gpu", "npu"], whisper)).toEqual(["gpu", "npu"]);
  expect(machinePreferences(["cuda:0", "cpu"], ["npu", "cpu"])).toEqual(["cpu"]);
  expect(machinePreferences(["cpu", "npu"], ["npu", "cpu"])).toEqual(["cpu", "npu"]);
  expect(machinePreferences(["cuda"], ["npu", "cpu"])).toEqual(["npu", "cpu"]);
});
