import { Type } from "typebox";
import { expect, test } from "vitest";
import { defineNode } from "../graph/definition.ts";
import type { AudioPacket, Packet } from "../graph/packets.ts";
import { audioPackets, startNode } from "../testing/run-node.ts";
import { defineRuntime } from "./define-runtime.ts";

const packets = audioPackets(new Float32Array(1600), 16000, 160).map((packet) => ({ port: "in", packet }));

/** Takes two packets at a time, and waits for `release` before it sends each pair on. */
function pairs(release: () => Promise<void>) {
  const definition = defineNode({
    type: "pairs",
    version: 1,
    category: "flow",
    title: "Pairs",
    summary: "",
    docs: "",
    execution: "async",
    inputs: { in: { type: "audio", summary: "" } },
    outputs: { out: { type: "audio", summary: "" } },
    config: Type.Object({}),
  });
  return defineRuntime(definition, (ctx) => {
    let held: AudioPacket | undefined;
    let count = Number(ctx.restored ?? 0);
    return {
      async process(_port, packet) {
        if (held === undefined) {
          held = packet;
          return;
        }
        await release();
        await ctx.emit("out", held);
        await ctx.emit("out", packet);
        held = undefined;
        count++;
      },
      heldSince: () => held?.startSamples,
      state: () => count,
    };
  });
}

test("everything before a checkpoint has been sent on; nothing that waits, is worked on or is held lies before it", async () => {
  const waiting: (() => void)[] = [];
  const node = pairs(() => new Promise((resolve) => waiting.push(resolve)));
  const { session, outputs } = startNode(node, { packets });
  await session.start();
  for (let pair = 0; pair < 5; pair++) {
    while (waiting.length === 0) await new Promise((wake) => setTimeout(wake, 1));
    const { safeSamples, nodes } = session.checkpoint();
    expect(safeSamples).toBe(pair * 320);
    expect(outputs.map(({ packet }) => (packet as Packet).endSamples).at(-1) ?? 0).toBe(safeSamples);
    expect(nodes).toEqual({ node: pair });
    waiting.shift()?.();
  }
  await session.done;
  expect(session.checkpoint()).toEqual({ safeSamples: 1600, clockRateHz: 16000, nodes: { node: 5 } });
});
