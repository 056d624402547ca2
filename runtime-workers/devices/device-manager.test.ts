import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import type { TaskRequest } from "#engine/runtime/task-runner.ts";
import type { Behaviour } from "../pools/fixtures/behaviours.ts";
import { createDeviceManager, type DeviceManager, defaultThreads } from "./device-manager.ts";
import type { Nomination } from "./device-report.ts";
import { type Fault, managerWith, PlayedDevice } from "./testing.ts";

const module = new URL("../pools/fixtures/behaviours.ts", import.meta.url).href;
const journal = join(mkdtempSync(join(tmpdir(), "patchbay-manager-")), "journal");
let manager: DeviceManager | undefined;

afterEach(() => manager?.close());
afterEach(() => vi.unstubAllEnvs());

async function start(options: Parameters<typeof createDeviceManager>[1]): Promise<DeviceManager> {
  manager = createDeviceManager(1, options);
  manager.start();
  await manager.probed();
  return manager;
}

function request(value: unknown, options: Partial<TaskRequest> = {}): TaskRequest {
  const input: Behaviour = { do: "echo", value, journal };
  const nodeType = "behaviours";
  return {
    nodeType,
    module,
    input,
    devices: ["npu", "cpu"],
    signal: new AbortController().signal,
    ...options,
  };
}

const breakersOf = (device: string) =>
  manager?.snapshot().find((each) => each.device === device)?.breakers ?? [];

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((wake) => setTimeout(wake, 5));
}

test("a device counts as here once a tiny inference ran on it", async () => {
  const works = new PlayedDevice("npu");
  const broken = new PlayedDevice("cuda:0");
  broken.vanish();
  const started = await start(managerWith(works, broken));
  expect(started.snapshot().map(({ device }) => device)).toEqual(["cpu", "npu"]);
  expect(started.reports()).toMatchObject([
    { id: "npu", state: "ready" },
    { id: "cuda:0", state: "failed", explanation: expect.stringContaining("cuda:0 is gone.") },
  ]);
});

const faults: readonly (readonly [Fault, RegExp])[] = [
  ["segv", /SIGSEGV/],
  ["kill", /SIGKILL/],
  ["abort", /SIGABRT/],
  ["memory", /allocate/i],
  ["cut-model", /could not be loaded/],
  ["hang", /The process of device npu ended/],
];
test.each(faults)(
  "a device that fails by %s loses no task, others take over, and it comes back",
  async (fault, reason) => {
    const npu = new PlayedDevice("npu", { 3: fault });
    const started = await start(managerWith(npu));
    // The others end by themselves, however long a busy machine takes for it.
    const options = fault === "hang" ? { softDeadlineMs: 1000, hardDeadlineMs: 1500 } : {};
    const devices: string[] = [];
    for (let task = 1; task <= 4; task++) {
      const outcome = await started.run(request(task, options));
      expect(outcome.output).toBe(task);
      devices.push(outcome.device);
      if (task !== 3) continue;
      expect(outcome.attempts).toBe(2);
      expect(outcome.passedOver).toMatchObject([{ device: "npu", reason: expect.stringMatching(reason) }]);
      expect(started.snapshot().find(({ device }) => device === "npu")?.fallbacks).toBe(1);
      await until(() => breakersOf("npu")[0]?.state === "half-open");
    }
    expect(devices).toEqual(["npu", "npu", "cpu", "npu"]);
    expect(breakersOf("npu")).toEqual([]);
  },
);

test("a device that disappears is passed over until a probe finds it again", async () => {
  const npu = new PlayedDevice("npu");
  const started = await start(managerWith(npu));
  npu.vanish();
  const gone = [await started.run(request(1)), await started.run(request(2))];
  expect(gone.map(({ device, attempts }) => [device, attempts])).toEqual([
    ["cpu", 2],
    ["cpu", 1],
  ]);
  expect(npu.tasks, "it is not asked again and again").toBe(0);
  expect(breakersOf("npu")).toMatchObject([{ model: "behaviours", reason: "npu is gone." }]);
  npu.comeBack();
  await until(() => breakersOf("npu")[0]?.state === "half-open");
  expect((await started.run(request(3))).device).toBe("npu");
});

test("a model that a device cannot run goes to the next one, is not tried again until it changes, and opens no breaker", async () => {
  const models = mkdtempSync(join(tmpdir(), "patchbay-models-"));
  vi.stubEnv("PATCHBAY_MODELS", models);
  mkdirSync(join(models, "large"));
  const large = { model: { name: "large", kind: "asr" } } as const;
  const npu = new PlayedDevice("npu", { 1: "unsuitable" });
  const started = await start(managerWith(npu));
  for (const task of [1, 2, 3]) {
    const { device, attempts, passedOver } = await started.run(request(task, large));
    expect({ device, attempts }).toEqual({ device: "cpu", attempts: 1 });
    expect(passedOver).toEqual([{ device: "npu", reason: "npu is too small." }]);
  }
  expect(npu.tasks).toBe(1);
  expect((await started.run(request(4))).device, "another model").toBe("npu");
  const snapshot = started.snapshot().find(({ device }) => device === "npu");
  expect(snapshot).not.toHaveProperty("breakers");
  expect(snapshot).not.toHaveProperty("fallbacks");
  mkdirSync(join(models, "large", "onnx"));
  expect((await started.run(request(5, large))).device).toBe("npu");
});

test("what waits for a device that fails goes to the next one at once, in order", async () => {
  const npu = new PlayedDevice("npu", { 1: "segv" });
  const started = await start(managerWith(npu));
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map((task) => started.run(request(task))));
  expect(outcomes.map(({ output }) => output)).toEqual([1, 2, 3, 4, 5]);
  expect(outcomes.map(({ device }) => device)).toEqual(Array(5).fill("cpu"));
  expect(npu.tasks).toBe(1);
});

test("an error of the task itself and an abort are no fault of the device", async () => {
  const npu = new PlayedDevice("npu");
  const started = await start(managerWith(npu));
  const thrown = started.run(request(0, { input: { do: "throw", journal } satisfies Behaviour }));
  await expect(thrown).rejects.toMatchObject({ code: "task.failed" });
  const abort = new AbortController();
  const steps: Behaviour = { do: "steps", steps: 10_000, journal };
  const cancelled = started.run(request(0, { input: steps, signal: abort.signal }));
  await until(() => npu.tasks === 2);
  abort.abort();
  await expect(cancelled).rejects.toMatchObject({ code: "task.cancelled" });
  expect((await started.run(request(1))).device).toBe("npu");
  expect(started.snapshot().find(({ device }) => device === "npu")).not.toHaveProperty("fallbacks");
});

test("tasks spread over several devices of a kind", async () => {
  const started = await start(managerWith(new PlayedDevice("cuda:0"), new PlayedDevice("cuda:1")));
  const slow = (value: number): Behaviour => ({ do: "steps", steps: 20, value, journal });
  const tasks = [1, 2, 3, 4].map((value) =>
    started.run(request(0, { input: slow(value), devices: ["gpu"] })),
  );
  const devices = (await Promise.all(tasks)).map(({ device }) => device);
  expect(devices.sort()).toEqual(["cuda:0", "cuda:0", "cuda:1", "cuda:1"]);
});

test("a node that wants what is not here runs on the fallback device, and says what is missing", async () => {
  const started = await start(managerWith());
  const { device, wanted, passedOver } = await started.run(request(1, { devices: ["npu", "cuda:0"] }));
  expect({ device, wanted }).toEqual({ device: "cpu", wanted: ["npu", "cuda:0", "cpu"] });
  expect(passedOver?.map((each) => each.device)).toEqual(["npu", "cuda:0"]);
});

test("of several devices that are missing, the one that could be had says why", async () => {
  const gpu = { name: "GPU", facts: {}, env: {} };
  const nominations: Nomination[] = [
    { ...gpu, id: "cuda:0", kind: "cuda", state: "absent", explanation: "No GPU of NVIDIA." },
    { ...gpu, id: "intel-gpu:0", kind: "intel-gpu", state: "missing-runtime", explanation: "npm i it." },
  ];
  const started = await start({ nominate: async () => nominations });
  const { passedOver } = await started.run(request(1, { devices: ["gpu", "cpu"] }));
  expect(passedOver).toEqual([{ device: "gpu", reason: "npm i it." }]);
});

test("the machine's preference counts for nodes that name no devices, and for no others", async () => {
  const started = await start({
    ...managerWith(new PlayedDevice("npu"), new PlayedDevice("cuda:0")),
    preferences: ["cuda:0"],
  });
  const ofType = { devices: ["npu", "gpu", "cpu"] };
  expect((await started.run(request(1, { ...ofType, isDefault: true }))).device).toBe("cuda:0");
  expect((await started.run(request(2, { ...ofType, isDefault: false }))).device).toBe("npu");
});

test("a fallback device that is not here is an error that names what is", async () => {
  const started = await start({ ...managerWith(), fallback: "cuda:0" });
  await expect(started.run(request(1, { devices: ["npu"] }))).rejects.toMatchObject({
    code: "device.unavailable",
    message: "None of npu, cuda:0 is here; there is cpu.",
  });
});

test("worker threads of the processor respect a limit of the container", () => {
  expect(defaultThreads({ cpus: 1.5 })).toBe(1);
  expect(defaultThreads({ cpus: 0.2 })).toBe(1);
  expect(defaultThreads({ cpus: undefined })).toBeGreaterThanOrEqual(1);
});

test("200 faults under load lose nothing and keep every answer with its question", async () => {
  const kinds: readonly Fault[] = [
    "segv",
    "memory",
    "cut-model",
    "memory",
    "kill",
    "cut-model",
    "memory",
    "cut-model",
  ];
  const everySecond = Object.fromEntries(
    Array.from({ length: 110 }, (_, at) => [2 * at + 1, kinds[at % kinds.length] ?? "kill"]),
  );
  const devices = ["npu", "cuda:0", "cuda:1"].map((id) => new PlayedDevice(id, everySecond));
  const backoff = { firstMs: 1, maxMs: 1, stableMs: 60_000 };
  const started = await start({ ...managerWith(...devices), backoff });
  const played = () => devices.reduce((sum, device) => sum + device.played, 0);
  const seen = new Set<string>();
  const ask = async (client: number) => {
    for (let task = 0; played() < 200; task++) {
      const { output, device } = await started.run(
        request(`${client}-${task}`, { devices: ["npu", "gpu", "cpu"] }),
      );
      expect(output).toBe(`${client}-${task}`);
      seen.add(device);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, client) => ask(client)));
  expect(played()).toBeGreaterThanOrEqual(200);
  expect([...seen].sort()).toEqual(["cpu", "cuda:0", "cuda:1", "npu"]);
}, 180_000);
