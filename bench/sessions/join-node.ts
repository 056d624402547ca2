import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";

const audio = { type: "audio", summary: "Audio without a gap." } as const;

/** Joins every so many packets to one, to see what longer chunks would cost. */
export const joinNode = defineRuntime(
  defineNode({
    type: "join",
    version: 1,
    category: "debug",
    title: "Join",
    summary: "",
    docs: "",
    execution: "sync",
    inputs: { audio },
    outputs: { audio },
    config: Type.Object({ packets: Type.Integer({ minimum: 1 }) }),
  }),
  (ctx, { current: { packets } }) => {
    let held: AudioPacket[] = [];
    return {
      process(_port, packet) {
        held.push(packet);
        if (held.length < packets) return;
        ctx.emit("audio", join(held));
        held = [];
      },
    };
  },
);

function join(packets: readonly AudioPacket[]): AudioPacket {
  const [first, last] = [packets[0] as AudioPacket, packets.at(-1) as AudioPacket];
  const samples = new Float32Array(packets.reduce((sum, packet) => sum + packet.samples.length, 0));
  let at = 0;
  for (const packet of packets) {
    samples.set(packet.samples, at);
    at += packet.samples.length;
  }
  return { ...first, samples, endSamples: last.endSamples };
}
