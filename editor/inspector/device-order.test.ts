import { expect, test } from "vitest";
import { devicesToAdd, moved } from "./device-order.ts";

test("an item moves one place, and stays at the ends", () => {
  const list = ["npu", "gpu", "cpu"];
  expect(moved(list, 2, -1)).toEqual(["npu", "cpu", "gpu"]);
  expect(moved(list, 0, 1)).toEqual(["gpu", "npu", "cpu"]);
  expect(moved(list, 0, -1)).toBe(list);
  expect(moved(list, 2, 1)).toBe(list);
  expect(moved(list, 9, 1)).toBe(list);
});

const found = (id: string, state: string) => ({ id, name: id, state, explanation: "" });

test("what the server has comes first, then kinds, then what is missing, and nothing twice", () => {
  const machine = {
    devices: [{ device: "cpu" }, { device: "cuda:0" }, { device: "cuda:1" }],
    reports: [found("cpu", "ready"), found("cuda:0", "ready"), found("npu", "missing-driver")],
  };
  expect(devicesToAdd(machine, ["cpu"])).toEqual(["cuda:0", "cuda:1", "cuda", "gpu", "npu"]);
});

test("while the server has not answered the kinds may be wished for", () => {
  expect(devicesToAdd(undefined, ["gpu"])).toEqual(["npu", "cpu"]);
});
