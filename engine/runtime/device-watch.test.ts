import { expect, test } from "vitest";
import { DeviceWatch, describeChange } from "./device-watch.ts";

const npuFailed = { device: "npu", reason: "npu failed." };
const cudaFailed = { device: "cuda:0", reason: "cuda:0 failed." };

/** Notes tasks of a node, each by its device and what was passed over; the lines of what was news. */
function play(...tasks: [device: string, ...passedOver: { device: string; reason: string }[]][]) {
  const watch = new DeviceWatch();
  return tasks.map(([device, ...passedOver]) => {
    const change = watch.note("a", { output: 0, device, attempts: 1, passedOver });
    return change && describeChange(change);
  });
}

test("a node that stays is no news; one that leaves its device and comes back is, once each", () => {
  expect(play(["npu"], ["npu"], ["cpu", npuFailed], ["cpu", npuFailed], ["npu"], ["npu"])).toEqual([
    "node a runs on npu now",
    undefined,
    "node a runs on cpu, not on npu",
    undefined,
    "node a runs on npu again",
    undefined,
  ]);
});

test("what is reported as missed is the device that was left, not one that never was here", () => {
  const absent = { device: "npu", reason: "There is no npu here." };
  expect(play(["cuda:0", absent], ["cpu", absent, cudaFailed], ["cuda:0", absent])).toEqual([
    "node a runs on cuda:0, not on npu",
    "node a runs on cpu, not on cuda:0",
    "node a runs on cuda:0 again",
  ]);
});

test("tasks that are spread over devices of a kind are no news, a device that failed among them is", () => {
  const tasks = play(["cuda:0"], ["cuda:1"], ["cuda:0"], ["cuda:1", cudaFailed], ["cuda:2"], ["cuda:0"]);
  expect(tasks.slice(1)).toEqual([
    undefined,
    undefined,
    "node a runs on cuda:1, not on cuda:0",
    undefined,
    "node a runs on cuda:0 again",
  ]);
});

test("a device that a deployment brings is one where the node runs now, not again", () => {
  expect(play(["npu"], ["cpu"])[1]).toBe("node a runs on cpu now");
});
