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

test("what the server has comes first, and nothing twice", () => {
  expect(devicesToAdd(["cpu", "cuda:1"], ["npu"])).toEqual(["cpu", "cuda:1", "gpu", "cuda:0", "webgpu"]);
});
