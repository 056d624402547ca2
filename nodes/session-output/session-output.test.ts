import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { Packet, TranscriptPacket } from "#engine/graph/packets.ts";
import type { NodeContext } from "#engine/runtime/define-runtime.ts";
import { sessionOutputNode } from "./runtime.ts";

const transcript = (hypothesis: "partial" | "final"): TranscriptPacket => ({
  type: "transcript",
  segmentId: 1,
  hypothesis,
  text: "Good morning.",
  language: "en",
  languageProbability: 1,
  averageLogProbability: -0.1,
  noSpeechProbability: 0.01,
  startSamples: 0,
  endSamples: 16_000,
  clockRateHz: 16_000,
});

/** Sends packets into a node whose session publishes like this. */
function nodeWith(publish: NonNullable<NodeContext["publish"]>) {
  const runtime = sessionOutputNode.create({ publish } as NodeContext, { current: {} });
  return (packet: Packet) => runtime.process?.("transcript", packet as never);
}

test("every packet is published, and the node is not done with one before it is stored", async () => {
  const published: Packet[] = [];
  const stored = Promise.withResolvers<void>();
  const send = nodeWith((packet) => {
    published.push(packet);
    return stored.promise;
  });
  const packets = [transcript("partial"), transcript("final")] as const;
  const isDone = vi.fn();
  const first = Promise.resolve(send(packets[0])).then(isDone);
  await nextTurn();
  expect(isDone).not.toHaveBeenCalled();
  stored.resolve();
  await first;
  await send(packets[1]);
  expect(published).toEqual(packets);
});

test("what cannot be published fails the node", async () => {
  const send = nodeWith(() => Promise.reject(new Error("disk full")));
  await expect(send(transcript("final"))).rejects.toThrow("disk full");
});
