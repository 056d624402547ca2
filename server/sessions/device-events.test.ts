import { afterEach, expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { createDeviceManager, type DeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { managerWith, PlayedDevice } from "#runtime-workers/devices/testing.ts";
import type { StoredEvent } from "./store.ts";
import { captions, expectWhole, hello, setUp, speak } from "./testing.ts";

let tasks: DeviceManager;
afterEach(() => tasks.close());

async function startWith(...played: readonly PlayedDevice[]): Promise<DeviceManager> {
  tasks = createDeviceManager(1, managerWith(...played));
  tasks.start();
  await tasks.probed();
  return tasks;
}

/** The flow with a list of devices for its recogniser, and the processor for all others. */
function recogniserOn(flow: Flow, devices: readonly string[]): Flow {
  const nodes = flow.nodes.map((node) => ({
    ...node,
    ...(node.id === "transcribe" ? { devices: [...devices] } : {}),
    ...(["vad", "diarize", "translate"].includes(node.id) ? { devices: ["cpu"] } : {}),
  }));
  return { ...flow, nodes };
}

const deviceEvents = (events: readonly StoredEvent[]) =>
  events.flatMap(({ event }) => (event.type === "device" ? [event] : []));

test("a node that falls back and comes back is in its session's log: NPU, CPU, NPU, once each and in order", async () => {
  const { store, published, flow, deploy, manager } = setUp(
    await startWith(new PlayedDevice("npu", { 3: "kill" })),
  );
  deploy(recogniserOn(flow, ["npu", "cpu"]));
  const attachment = await manager.attach(hello);
  await speak(attachment, 0, 9_000);
  await expect.poll(() => deviceEvents(published).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const isOut = () =>
    tasks.snapshot().some(({ breakers = [] }) => breakers.some(({ state }) => state === "open"));
  await expect.poll(isOut, { timeout: 20_000 }).toBe(false);
  await speak(attachment, 9_000, 22_000);
  await attachment.stop();
  const stored = await store.read(attachment.sessionId, 0);
  const fell = { device: "cpu", before: "npu", wanted: "npu", reason: expect.stringMatching(/\w/) };
  expect(deviceEvents(stored)).toEqual([
    { type: "device", nodeId: "transcribe", ...fell },
    { type: "device", nodeId: "transcribe", device: "npu", before: "cpu" },
  ]);
  expect(published).toEqual(stored);
  expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map((_, at) => at + 1));
  expectWhole(captions(stored), 22_000);
}, 60_000);

test("a preference that this machine cannot grant is in the log from the node's beginning on, with the reason", async () => {
  const { store, flow, deploy, manager } = setUp(await startWith());
  deploy(recogniserOn(flow, ["npu", "cpu"]));
  const attachment = await manager.attach(hello);
  await speak(attachment, 0, 7_000);
  await attachment.stop();
  const reason = "There is no npu here.";
  expect(deviceEvents(await store.read(attachment.sessionId, 0))).toEqual([
    { type: "device", nodeId: "transcribe", device: "cpu", wanted: "npu", reason },
  ]);
}, 60_000);

test("nodes with the devices of their types write nothing about the machine that they begin on", async () => {
  const { store, manager } = setUp(await startWith());
  const attachment = await manager.attach(hello);
  await speak(attachment, 0, 4_000);
  await attachment.stop();
  expect(deviceEvents(await store.read(attachment.sessionId, 0))).toEqual([]);
}, 60_000);
