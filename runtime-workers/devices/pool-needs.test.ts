import { afterEach, expect, test } from "vitest";
import { DevicePool } from "../pools/device-pool.ts";
import { createDeviceManager, type DeviceManager } from "./device-manager.ts";
import type { Nomination, PoolNeeds } from "./device-report.ts";

let manager: DeviceManager | undefined;
afterEach(() => manager?.close());

const gpu: Nomination = {
  ...{ id: "cuda:0", kind: "cuda", name: "GPU", state: "probing", explanation: "Found." },
  ...{ facts: { memoryBytes: 2000 }, env: { CUDA_VISIBLE_DEVICES: "0" }, cores: "0-3", modelBytes: 1000 },
};
const cpu: Nomination = {
  ...{ id: "cpu", kind: "cpu", name: "CPU", state: "probing", explanation: "2 cores.", facts: {}, env: {} },
};

test("a device's process gets its cores and its part of the memory, and people are told of both", async () => {
  const given = new Map<string, PoolNeeds>();
  manager = createDeviceManager(1, {
    nominate: async () => [cpu, gpu],
    makePool: (needs) => {
      given.set(needs.id, needs);
      return new DevicePool({ device: "cpu", threads: 1 });
    },
  });
  manager.start();
  await manager.probed();
  expect(given.get("cuda:0")).toMatchObject({ cores: "0-3", modelBytes: 1000 });
  const [processor, card] = manager.reports();
  expect(card).toEqual({
    ...{ id: "cuda:0", kind: "cuda", name: "GPU", state: "ready" },
    explanation: "Found. Its process stays on the cores 0-3.",
    facts: { memoryBytes: 2000, memoryBudgetBytes: 1000, pinnedCores: "0-3" },
  });
  expect(processor?.facts["memoryBudgetBytes"]).toBe(given.get("cpu")?.modelBytes);
  expect(given.get("cpu")?.modelBytes).toBeGreaterThan(0);
});
