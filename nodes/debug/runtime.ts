import type { Packet } from "#engine/graph/packets.ts";
import { spanMs } from "#engine/media-time.ts";
import { cutText } from "#engine/protocol/shown-line.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { definition } from "./definition.ts";

/** Characters of a property at most: a transcript's words would fill a line. */
const maxValueLength = 120;

export const debugNode = defineRuntime(definition, (ctx, config) => {
  let count = 0;
  return {
    process(port, packet) {
      if (count++ % config.current.every === 0)
        ctx.show({ kind: "line", port, ...spanMs(packet), text: describePacket(packet) });
      ctx.emit("out", packet);
    },
  };
});

/** What is in a packet, in one line: its type, then its properties. Where it lies in media time is not in it. */
function describePacket(packet: Packet): string {
  const { type, startSamples: _, endSamples: __, clockRateHz: ___, ...rest } = packet;
  const facts = Object.entries(rest).map(([key, value]) => `${key}=${describeValue(value)}`);
  return [type, ...facts].join(" ");
}

function describeValue(value: unknown): string {
  if (!(value instanceof Float32Array))
    return cutText(JSON.stringify(value, rounded) ?? String(value), maxValueLength);
  const energy = value.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, value.length);
  return `${value.length} samples at ${(10 * Math.log10(energy + 1e-12)).toFixed(1)} dBFS`;
}

/** Three decimals, or three digits where there is nothing before them: the tail of a float says nothing to a reader. */
function rounded(_key: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  return Number(Math.abs(value) < 1 ? value.toPrecision(3) : value.toFixed(3));
}
