import { expect, test } from "vitest";
import type { DeviceReport } from "#engine/protocol/rest/devices.ts";
import { devicesToAdd, moved } from "./device-order.ts";
import { idle } from "./testing.ts";

test("an item moves one place, and stays at the ends", () => {
  const list = ["npu", "gpu", "cpu"];
  expect(moved(list, 2, -1)).toEqual(["npu", "cpu", "gpu"]);
  expect(moved(list, 0, 1)).toEqual(["gpu", "npu", "cpu"]);
  expect(moved(list, 0, -1)).toBe(list);
  expect(moved(list, 2, 1)).toBe(list);
  expect(moved(list, 9, 1)).toBe(list);
});

const found = (id: string, state: DeviceReport["state"]): DeviceReport => {
  return { id, kind: "cpu", name: id, state, explanation: "", facts: {} };
};

test("what the server has comes first, then kinds, then what is missing, and nothing twice", () => {
  const machine = {
    devices: ["cpu", "cuda:0", "cuda:1"].map(idle),
    reports: [found("cpu", "ready"), found("cuda:0", "ready"), found("npu", "missing-driver")],
  };
  expect(devicesToAdd(machine, ["cpu"])).toEqual(["cuda:0", "cuda:1", "cuda", "gpu", "npu"]);
});

test("while the server has not answered the kinds may be preferred", () => {
  expect(devicesToAdd(undefined, ["gpu"])).toEqual(["npu", "cpu"]);
});
