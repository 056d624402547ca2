import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { encodeWav16 } from "#engine/audio/wav-encode.ts";
import { configProblems, resolveConfig } from "#engine/flow/config.ts";
import type { NodeDefinition, PortDefinition } from "#engine/graph/definition.ts";
import type { AudioPacket, Packet, SegmentPacket, TranscriptPacket } from "#engine/graph/packets.ts";
import type { PortType } from "#engine/graph/port-types.ts";
import { type SettingSchema, settingsOf } from "#engine/graph/setting.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";
import type { LiveConfig, NodeContext, NodeRuntime, NodeType } from "#engine/runtime/define-runtime.ts";
import { testContext } from "#engine/testing/node-context.ts";
import { audioPackets, type NodeRun, type PortPacket, startNode } from "#engine/testing/run-node.ts";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { registry } from "./registry.ts";

const rateHz = 16000;
const folder = mkdtempSync(join(tmpdir(), "patchbay-contract-"));
const span = { startSamples: 0, endSamples: 2 * rateHz, clockRateHz: rateHz };

/** Two seconds of a voice-like buzz between silences: harmonics of 120 Hz with syllables of 4 Hz. */
const buzz = Float32Array.from({ length: 3 * rateHz }, (_, at) => {
  const t = at / rateHz;
  if (t < 0.5 || t > 2.5) return 0;
  let sample = 0;
  for (let harmonic = 1; harmonic <= 20; harmonic++)
    sample += Math.sin(2 * Math.PI * 120 * harmonic * t) / harmonic;
  return 0.2 * sample * (0.5 + 0.5 * Math.sin(2 * Math.PI * 4 * t));
});
writeFileSync(join(folder, "buzz.wav"), encodeWav16(buzz, rateHz));

const segment: SegmentPacket = {
  type: "segment",
  segmentId: 1,
  state: "closed",
  samples: buzz.slice(rateHz / 2, 2.5 * rateHz),
  sampleRateHz: rateHz,
  ...span,
};
const transcript: TranscriptPacket = {
  type: "transcript",
  segmentId: 1,
  hypothesis: "final",
  text: "Good morning.",
  language: "en",
  languageProbability: 1,
  averageLogProbability: -0.1,
  noSpeechProbability: 0.01,
  ...span,
};
const later = { segmentId: 2, hypothesis: "partial" } as const;
/** What is sent into a port of each type. */
const samples: Readonly<Record<PortType, readonly Packet[]>> = {
  audio: audioPackets(buzz, rateHz),
  segment: [segment],
  transcript: [{ ...transcript, hypothesis: "partial" }, transcript, { ...transcript, ...later }],
  translation: [
    {
      type: "translation",
      segmentId: 1,
      hypothesis: "final",
      text: "Buenos días.",
      sourceText: "Good morning.",
      sourceLanguage: "en",
      language: "es",
      averageLogProbability: -0.1,
      ...span,
    },
  ],
  speaker: [{ type: "speaker", segmentId: 1, speaker: 1, similarity: 1, isNew: true, ...span }],
  event: [{ type: "event", name: "test", data: { value: 1 }, ...span }],
  any: [transcript, segment],
};
/** Settings that a node cannot do without. */
const settings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "file-input": { file: join(folder, "buzz.wav") },
  "test-tone": {
    kind: "sweep",
    sampleRateHz: rateHz,
    durationMs: (buzz.length * 1000) / rateHz,
    pace: "fast",
  },
  "caption-output": { folder, formats: ["console", "jsonl", "srt", "webvtt"] },
};

/** Audio as a client pushes it, in frames of 20 ms, up to its end. */
function fullFeed(): AudioFeed {
  const feed = new AudioFeed();
  for (let at = 0; at < buzz.length; at += rateHz / 50) feed.push(buzz.slice(at, at + rateHz / 50), rateHz);
  feed.end();
  return feed;
}

const tasks = createDeviceManager(1);
afterAll(() => tasks.close());

/** Freezes nothing (typed arrays cannot be frozen) but remembers all that a packet holds. */
const fingerprint = (packet: Packet) => structuredClone(packet);

/** Each setting that changes while a node runs, with a value that is not its default. */
function liveSettings(definition: NodeDefinition): [field: string, value: unknown][] {
  return Object.entries(settingsOf(definition))
    .filter(([, { live }]) => live === true)
    .map(([field, setting]) => [field, otherValue(setting)]);
}

function otherValue({ type, default: preset, enum: values, minimum, maximum }: SettingSchema): unknown {
  if (values !== undefined) return values.find((value) => value !== preset);
  if (type === "boolean") return preset !== true;
  if (type === "number" || type === "integer") return preset === minimum ? maximum : minimum;
  return type === "array" ? [] : "other";
}

/** A node type that notes what its runtime reads of its settings, and tells of each packet that it takes or sends. */
function watched(
  { definition, create }: NodeType,
  reads: Set<string>,
  stepped: (step: number) => void,
): NodeType {
  let steps = 0;
  const note = (config: LiveConfig): LiveConfig => ({
    get current() {
      return new Proxy(config.current, {
        get(target, field) {
          reads.add(String(field));
          return Reflect.get(target, field);
        },
      });
    },
  });
  const watch = (runtime: NodeRuntime): NodeRuntime => ({
    ...runtime,
    process(port, packet) {
      stepped(steps++);
      return runtime.process?.(port, packet);
    },
  });
  const sending = (ctx: NodeContext): NodeContext => ({
    ...ctx,
    emit(port, packet) {
      if (definition.source !== undefined) stepped(steps++);
      return ctx.emit(port, packet);
    },
  });
  return { definition, create: (ctx, config) => watch(create(sending(ctx), note(config))) };
}

describe.each([...registry])("%s", (type, node) => {
  const { definition } = node;
  const packets: PortPacket[] = Object.entries(definition.inputs).flatMap(([port, { type: portType }]) =>
    samples[portType].map((packet) => ({ port, packet })),
  );
  /** The same for each run; a live source gets a feed with all of the buzz. */
  const nodeRun = (): NodeRun => ({
    packets,
    tasks,
    devices: definition.devices ? ["cpu"] : [],
    config: settings[type] ?? {},
    ...(definition.source === "live" ? { input: fullFeed() } : {}),
  });

  async function run() {
    const { session, outputs, shown } = startNode(node, nodeRun());
    await session.start();
    await session.done;
    return { outputs, shown };
  }

  test("the defaults of its config are valid", () => {
    const problems = configProblems({ id: "x", type, config: settings[type] ?? {} }, definition);
    expect(problems).toEqual([]);
  });

  test("its folder, its type and its ports are named as the flow document needs it", () => {
    expect(type).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(Object.keys(definition.outputs)).not.toContain("error");
    expect(definition.source === undefined).toBe(Object.keys(definition.inputs).length > 0);
  });

  test("a rate that a setting says is said by a number among its settings", () => {
    for (const { rateHz } of Object.values<PortDefinition>(definition.outputs))
      if (typeof rateHz === "object")
        expect(definition.config.properties).toHaveProperty(
          rateHz.field,
          expect.objectContaining({ unit: "Hz" }),
        );
  });

  test.each(liveSettings(definition))(
    "a runtime that goes on reads its live setting %s again",
    async (field, value) => {
      const reads = new Set<string>();
      const half = packets.length / 2;
      const { session } = startNode(
        watched(node, reads, (step) => {
          if (step !== Math.floor(half)) return;
          session.tune("node", { [field]: value });
          reads.clear();
        }),
        nodeRun(),
      );
      await session.start();
      await session.done;
      expect([...reads]).toContain(field);
    },
  );

  test("the same input gives the same output again, and the end of the input empties it", async () => {
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    if (definition.source !== undefined) {
      const sent = first.outputs.reduce((sum, { packet }) => sum + (packet as AudioPacket).samples.length, 0);
      expect(sent).toBe(buzz.length);
    }
  });

  test("no packet is changed after it was emitted, neither those that come in nor those that go out", async () => {
    const before = packets.map(({ packet }) => fingerprint(packet));
    const { session, outputs } = startNode(node, nodeRun());
    const sent: Packet[] = [];
    const push = outputs.push.bind(outputs);
    outputs.push = (...added) => {
      sent.push(...added.map(({ packet }) => fingerprint(packet)));
      return push(...added);
    };
    await session.start();
    await session.done;
    expect(packets.map(({ packet }) => packet)).toEqual(before);
    expect(outputs.map(({ packet }) => packet)).toEqual(sent);
  });

  test("close may come twice, and without open", async () => {
    const { session } = startNode(node, nodeRun());
    const runtime = node.create(testContext(), { current: resolveConfig(definition, settings[type] ?? {}) });
    await runtime.close?.();
    await runtime.close?.();
    await session.start();
    await session.done;
  });

  test("an abort ends what is in progress, and the session settles", async () => {
    const { session } = startNode(node, nodeRun());
    await session.start();
    await new Promise((wake) => setTimeout(wake, 5));
    await session.abort();
    await session.done.catch((error) => expect(error).toMatchObject({ code: "session.aborted" }));
  });
});
