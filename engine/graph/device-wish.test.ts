import { expect, test } from "vitest";
import { isMeantBy } from "./device-wish.ts";

test("a wish means its device, all of its kind, or any GPU", () => {
  const meant: [wish: string, id: string][] = [
    ["gpu", "webgpu:0"],
    ["gpu", "cuda:1"],
    ["cuda", "cuda:1"],
    ["cuda:1", "cuda:1"],
  ];
  expect(meant.filter(([wish, id]) => !isMeantBy(wish, id))).toEqual([]);
  const others: [wish: string, id: string][] = [
    ["cuda:0", "cuda:1"],
    ["gpu", "npu"],
    ["gpu", "cpu"],
  ];
  expect(others.filter(([wish, id]) => isMeantBy(wish, id))).toEqual([]);
});
