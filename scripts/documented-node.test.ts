import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldsOf } from "../editor/document/field-kind.ts";
import type { NodeDefinition } from "../engine/graph/definition.ts";
import type { SegmentPacket } from "../engine/graph/packets.ts";
import type { NodeType } from "../engine/runtime/define-runtime.ts";
import { startNode } from "../engine/testing/run-node.ts";
import { sampleTurn } from "../nodes/transcribe/testing/speech.ts";
import { createDeviceManager } from "../runtime-workers/devices/device-manager.ts";
import { managerWith, PlayedDevice } from "../runtime-workers/devices/testing.ts";
import { documentedCode } from "./documented-code.ts";

const root = join(import.meta.dirname, "..");
// Inside the project, so that #engine/… resolves as it does for a real node.
const folder = join(root, "out", "documented-node");
const rateHz = 16_000;
let node: NodeType;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  for (const [file, code] of documentedCode(join(root, "ARCHITECTURE.md")))
    writeFileSync(join(folder, basename(file)), code);
  node = ((await import(join(folder, "runtime.ts"))) as { voiceChangeNode: NodeType }).voiceChangeNode;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The first turns of the sample conversation as segments; its two speakers take turns. */
const segments = [0, 1, 2].map((turn): SegmentPacket => {
  const { samples } = sampleTurn("conversation", turn);
  const startSamples = turn * 10 * rateHz;
  const span = { startSamples, endSamples: startSamples + samples.length, clockRateHz: rateHz };
  return { type: "segment", segmentId: turn + 1, state: "closed", samples, sampleRateHz: rateHz, ...span };
});
const packets = segments.map((packet) => ({ port: "segment", packet }));

test("the node with a model of ARCHITECTURE works on a worker, and its figures tell of it", async () => {
  const tasks = createDeviceManager(1);
  try {
    const { session, outputs } = startNode(node, { packets, tasks, devices: ["cpu"] });
    await session.start();
    await session.done;
    expect(outputs.map(({ packet }) => packet)).toEqual([
      expect.objectContaining({ name: "voice-change", startSamples: segments[1]?.startSamples }),
      expect.objectContaining({ name: "voice-change", startSamples: segments[2]?.startSamples }),
    ]);
    const figures = session.snapshot().nodes.find(({ nodeId }) => nodeId === "node");
    expect(figures).toMatchObject({ device: "cpu", packetsIn: 3, packetsOut: 2, errors: 0, retries: 0 });
    expect(figures?.processMs.max).toBeGreaterThan(0);
  } finally {
    await tasks.close();
  }
});

test("its form follows from the definition: a model of its kind, and a slider that works while sound runs", () => {
  const fields = fieldsOf(node.definition as NodeDefinition);
  expect(fields.map(({ name, kind, schema }) => [name, kind, schema.modelKind, schema.live])).toEqual([
    ["model", "model", "speaker-embedding", undefined],
    ["threshold", "slider", undefined, true],
  ]);
});

test("when its first device dies under it, the next one takes the same segment, and the node says so", async () => {
  const tasks = createDeviceManager(1, managerWith(new PlayedDevice("npu", { 3: "kill" })));
  try {
    tasks.start();
    await tasks.probed();
    const { session, outputs } = startNode(node, { packets, tasks, devices: ["npu", "cpu"] });
    await session.start();
    await session.done;
    expect(outputs).toHaveLength(2);
    const figures = session.snapshot().nodes.find(({ nodeId }) => nodeId === "node");
    expect(figures).toMatchObject({ wanted: ["npu", "cpu"], errors: 0, retries: 1 });
  } finally {
    await tasks.close();
  }
});
