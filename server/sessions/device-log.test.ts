import { expect, test } from "vitest";
import { DeviceLog } from "./device-log.ts";

const missed = { device: "npu", reason: "There is no npu here." };
const begins = { nodeId: "a", device: "cpu", isBack: false };
const fallback = {
  type: "device",
  nodeId: "a",
  device: "cpu",
  wanted: "npu",
  reason: missed.reason,
} as const;

test("where a node begins is stored only when it misses a device that its flow asks for", () => {
  expect(new DeviceLog([]).eventOf(begins, true)).toBeUndefined();
  expect(new DeviceLog([]).eventOf({ ...begins, missed }, false)).toBeUndefined();
  expect(new DeviceLog([]).eventOf({ ...begins, missed }, true)).toEqual(fallback);
});

test("a change is stored with the device before, also where the list of devices is the type's own", () => {
  const change = { ...begins, before: "npu", missed };
  expect(new DeviceLog([]).eventOf(change, false)).toEqual({ ...fallback, before: "npu" });
  const back = { nodeId: "a", device: "npu", before: "cpu", isBack: true };
  expect(new DeviceLog([]).eventOf(back, false)).toEqual({
    ...{ type: "device", nodeId: "a", device: "npu", before: "cpu" },
  });
});

test("a session that is taken up says nothing twice, and where a node goes on elsewhere", () => {
  const stored = [{ ...fallback, before: "npu" }];
  expect(new DeviceLog(stored).eventOf({ ...begins, missed }, true)).toBeUndefined();
  expect(new DeviceLog(stored).eventOf({ nodeId: "a", device: "npu", isBack: false }, false)).toEqual({
    ...{ type: "device", nodeId: "a", device: "npu", before: "cpu" },
  });
});
