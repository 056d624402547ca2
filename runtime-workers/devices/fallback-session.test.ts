import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { replaceSource } from "#engine/flow/replace-source.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { compileFlow } from "#engine/plan/compile.ts";
import type { ShownEvent } from "#engine/runtime/define-runtime.ts";
import { type Logger, silentLogger } from "#engine/runtime/logger.ts";
import { Session } from "#engine/runtime/session.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import { createDeviceManager, type DeviceManager } from "./device-manager.ts";
import { nominateDevices } from "./probe/nominate.ts";
import { systemTree } from "./probe/system-tree.ts";
import { makeTree } from "./probe/testing.ts";
import { type Fault, managerWith, PlayedDevice } from "./testing.ts";

const flows = new URL("../../flows/", import.meta.url).pathname;
let manager: DeviceManager | undefined;
afterEach(() => manager?.close());

/** captions.json over the sample conversation, with a list of devices for its recogniser. */
function captionsOn(devices: readonly string[]): Flow {
  const flow = JSON.parse(readFileSync(join(flows, "captions.json"), "utf8")) as Flow;
  const nodes = flow.nodes.map((node) => {
    if (node.id === "captions") return { ...node, config: { formats: ["console"] } };
    if (node.id === "vad") return { ...node, devices: ["cpu"] };
    return node.id === "transcribe" ? { ...node, devices: [...devices] } : node;
  });
  const source = { type: "file-input", config: { file: join(flows, "samples/conversation.wav") } };
  return replaceSource({ ...flow, nodes }, source, catalogue);
}

/** Runs a flow to its end: its final captions, the devices of its recogniser's tasks, what it logged. */
async function runOn(tasks: TaskRunner, flow: Flow) {
  const finals: string[] = [];
  const log: { message: string; fields: unknown }[] = [];
  const note = (message: string, fields?: unknown) => {
    if (message.startsWith("node ")) log.push({ message, fields });
  };
  const logger: Logger = { ...silentLogger, info: note, warn: note };
  const show = (event: ShownEvent) => {
    if (event.kind === "final") finals.push(event.text);
  };
  const session = new Session(compileFlow(flow, catalogue), {
    sessionId: "fallback",
    registry,
    tasks,
    show,
    log: logger,
  });
  await session.start();
  await session.done;
  return { finals, log, node: session.snapshot().nodes.find(({ nodeId }) => nodeId === "transcribe") };
}

async function start(...played: readonly PlayedDevice[]): Promise<DeviceManager> {
  manager = createDeviceManager(1, managerWith(...played));
  manager.start();
  await manager.probed();
  return manager;
}

/** Deadlines of a test's tasks, in ms: a hang is not to take half a minute. */
const deadlines = { softDeadlineMs: 6000, hardDeadlineMs: 7000 };

/**
 * The same manager, that writes down where the recogniser ran, and lets a device come back before the fourth task.
 * @param before called before each task, with the number of those done
 */
function watched(tasks: DeviceManager, before: (done: number) => void = () => {}) {
  const devices: string[] = [];
  const isOpen = () =>
    tasks.snapshot().some(({ breakers = [] }) => breakers.some(({ state }) => state === "open"));
  const run: TaskRunner["run"] = async (request) => {
    if (!request.module.includes("/transcribe/")) return tasks.run(request);
    before(devices.length);
    if (devices.length === 3) while (isOpen()) await new Promise((wake) => setTimeout(wake, 5));
    const outcome = await tasks.run({ ...request, ...deadlines });
    devices.push(outcome.device);
    return outcome;
  };
  return { tasks: { run }, devices };
}

let whole: Promise<{ readonly finals: readonly string[] }> | undefined;

/** What the flow says when nothing fails. */
async function undisturbed(): Promise<readonly string[]> {
  whole ??= start().then((tasks) => runOn(tasks, captionsOn(["cpu"])));
  const { finals } = await whole;
  await manager?.close();
  return finals;
}

const faults: readonly Fault[] = ["segv", "kill", "abort", "memory", "cut-model", "hang"];
test.each(faults)(
  "a session whose NPU fails by %s on its third task goes NPU, CPU, NPU, with every caption",
  async (fault) => {
    const expected = await undisturbed();
    const { tasks, devices } = watched(await start(new PlayedDevice("npu", { 3: fault })));
    const { finals, log, node } = await runOn(tasks, captionsOn(["npu", "cpu"]));
    expect(finals).toEqual(expected);
    expect(finals.length).toBeGreaterThan(5);
    expect(devices.slice(0, 4)).toEqual(["npu", "npu", "cpu", "npu"]);
    expect(new Set(devices.slice(4))).toEqual(new Set(["npu"]));
    expect(node).toMatchObject({ device: "npu", wanted: ["npu", "cpu"], retries: 1, errors: 0 });
    expect(node).not.toHaveProperty("missed");
    expect(log.map(({ message }) => message)).toEqual([
      "node transcribe runs on cpu, not on npu",
      "node transcribe runs on npu again",
    ]);
    expect(log[0]?.fields).toMatchObject({ nodeId: "transcribe", before: "npu", wanted: "npu" });
  },
  60_000,
);

test("a session whose NPU disappears for a while goes on without it, with every caption, and back", async () => {
  const expected = await undisturbed();
  const npu = new PlayedDevice("npu");
  const { tasks, devices } = watched(await start(npu), (done) => {
    if (done === 2) npu.vanish();
    if (done === 3) npu.comeBack();
  });
  const { finals, node } = await runOn(tasks, captionsOn(["npu", "cpu"]));
  expect(finals).toEqual(expected);
  expect(devices.slice(0, 4)).toEqual(["npu", "npu", "cpu", "npu"]);
  expect(node).toMatchObject({ device: "npu", retries: 1, errors: 0 });
}, 60_000);

test("a flow that wants npu, cuda:0, cpu runs on the processor of a machine without them, and says so", async () => {
  const machine = systemTree(makeTree({}));
  manager = createDeviceManager(1, { nominate: async () => nominateDevices(machine) });
  manager.start();
  await manager.probed();
  const wanted = ["npu", "cuda:0", "cpu"];
  const { finals, node } = await runOn(manager, captionsOn(wanted));
  const missing = manager.reports().filter(({ id, state }) => wanted.includes(id) && state === "absent");
  expect(missing.map(({ id }) => id)).toEqual(["cuda:0", "npu"]);
  expect(finals.length).toBeGreaterThan(5);
  const reason = missing.find(({ id }) => id === "npu")?.explanation;
  expect(node).toMatchObject({ device: "cpu", wanted, missed: { device: "npu", reason } });
}, 60_000);
