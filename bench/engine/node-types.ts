import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";
import { defineRuntime, type NodeRegistry, type NodeType } from "#engine/runtime/define-runtime.ts";
import { audioPacket, smallPacket } from "./packets.ts";

/** What the sinks of a flow have received. */
export interface Counter {
  packets: number;
}

const common = { version: 1, category: "debug", summary: "", docs: "" } as const;
const noConfig = Type.Object({}, { additionalProperties: false });
const packetCount = Type.Object({ packets: Type.Integer({ minimum: 1 }) }, { additionalProperties: false });
const eventIn = { in: { type: "event", summary: "Packets." } } as const;
const eventOut = { out: { type: "event", summary: "The same packets." } } as const;

/** Emits `packets` small packets as fast as it may, and waits where a full queue asks it to. */
const eventSource = defineRuntime(
  defineNode({
    ...common,
    type: "event-source",
    title: "Event source",
    execution: "async",
    source: "file",
    inputs: {},
    outputs: eventOut,
    config: packetCount,
  }),
  (ctx, { current: { packets } }) => ({
    async run() {
      for (let at = 0; at < packets; at++) {
        const full = ctx.emit("out", smallPacket(at));
        if (full !== undefined) await full;
      }
    },
  }),
);

/** Emits `packets` audio packets of 1 MB, which share their samples. */
const audioSource = defineRuntime(
  defineNode({
    ...common,
    type: "audio-source",
    title: "Audio source",
    execution: "async",
    source: "file",
    inputs: {},
    outputs: { out: { type: "audio", summary: "1 MB a packet." } },
    config: packetCount,
  }),
  (ctx, { current: { packets } }) => {
    const samples = new Float32Array(262_144);
    return {
      async run() {
        for (let at = 0; at < packets; at++) {
          const full = ctx.emit("out", audioPacket(at, samples));
          if (full !== undefined) await full;
        }
      },
    };
  },
);

const passThrough = defineRuntime(
  defineNode({
    ...common,
    type: "pass-through",
    title: "Pass-through",
    execution: "sync",
    inputs: eventIn,
    outputs: eventOut,
    config: noConfig,
  }),
  (ctx) => ({
    process(_port, packet) {
      ctx.emit("out", packet);
    },
  }),
);

/** Stands behind a queue and passes on at once. */
const asyncPassThrough = defineRuntime(
  defineNode({
    ...common,
    type: "async-pass-through",
    title: "Asynchronous pass-through",
    execution: "async",
    inputs: eventIn,
    outputs: eventOut,
    config: noConfig,
  }),
  (ctx) => ({
    process(_port, packet) {
      return ctx.emit("out", packet);
    },
  }),
);

function sink(counter: Counter): NodeType {
  return defineRuntime(
    defineNode({
      ...common,
      type: "sink",
      title: "Sink",
      execution: "sync",
      inputs: { in: { type: "any", summary: "Packets, counted." } },
      outputs: {},
      config: noConfig,
    }),
    () => ({
      process() {
        counter.packets++;
      },
    }),
  );
}

/** Takes a turn of the event loop for every packet, so that its sender is always faster. */
function slowSink(counter: Counter): NodeType {
  return defineRuntime(
    defineNode({
      ...common,
      type: "slow-sink",
      title: "Slow sink",
      execution: "async",
      inputs: eventIn,
      outputs: {},
      config: noConfig,
    }),
    () => ({
      async process() {
        await new Promise((resolve) => setImmediate(resolve));
        counter.packets++;
      },
    }),
  );
}

/** The node types of the engine bench; their sinks count in `counter`. */
export function benchRegistry(counter: Counter): NodeRegistry {
  const types = [eventSource, audioSource, passThrough, asyncPassThrough, sink(counter), slowSink(counter)];
  return new Map(types.map((type) => [type.definition.type, type]));
}
