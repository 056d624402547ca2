import { expect, test } from "vitest";
import { isMeantBy } from "./device-preference.ts";

test("a preference means its device, all of its kind, or any GPU", () => {
  const meant: [preference: string, id: string][] = [
    ["gpu", "webgpu:0"],
    ["gpu", "cuda:1"],
    ["cuda", "cuda:1"],
    ["cuda:1", "cuda:1"],
  ];
  expect(meant.filter(([preference, id]) => !isMeantBy(preference, id))).toEqual([]);
  const others: [preference: string, id: string][] = [
    ["cuda:0", "cuda:1"],
    ["gpu", "npu"],
    ["gpu", "cpu"],
  ];
  expect(others.filter(([preference, id]) => isMeantBy(preference, id))).toEqual([]);
});
