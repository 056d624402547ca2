import { type Packet, samplesToMs } from "#engine/graph/packets.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { definition } from "./definition.ts";

export const debugNode = defineRuntime(definition, (ctx, config) => {
  let count = 0;
  return {
    process(_port, packet) {
      if (count++ % config.every === 0) {
        ctx.show({ kind: "debug", nodeId: ctx.nodeId, text: describePacket(packet) });
      }
      ctx.emit("out", packet);
    },
  };
});

/** A packet in one line: type, media time in seconds, then what is in it. */
export function describePacket(packet: Packet): string {
  const { type, startSamples, endSamples, clockRateHz, ...rest } = packet;
  const seconds = [startSamples, endSamples].map((at) => (samplesToMs(at, clockRateHz) / 1000).toFixed(3));
  const facts = Object.entries(rest).map(([key, value]) => `${key}=${describeValue(value)}`);
  return [type, seconds.join("-"), ...facts].join(" ");
}

function describeValue(value: unknown): string {
  if (!(value instanceof Float32Array)) return JSON.stringify(value) ?? String(value);
  const energy = value.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, value.length);
  return `${value.length} samples at ${(10 * Math.log10(energy + 1e-12)).toFixed(1)} dBFS`;
}
