import { expect, test } from "vitest";
import type { TranscriptPacket } from "#engine/graph/packets.ts";
import { runNode, startNode } from "#engine/testing/run-node.ts";
import { switchNode } from "./runtime.ts";

const transcript = (language: string, averageLogProbability: number): TranscriptPacket => ({
  type: "transcript",
  segmentId: 1,
  hypothesis: "final",
  text: "Hola",
  language,
  languageProbability: 0.9,
  averageLogProbability,
  noSpeechProbability: 0.01,
  startSamples: 0,
  endSamples: 1600,
  clockRateHz: 16000,
});
const packets = [transcript("en", -0.1), transcript("es", -1.4)].map((packet) => ({ port: "in", packet }));

test("packets that meet the condition go to match, the rest to otherwise", async () => {
  const out = await runNode(switchNode, { packets, config: { property: "language", value: "es" } });
  expect(out.map(({ port, packet }) => [port, (packet as TranscriptPacket).language])).toEqual([
    ["otherwise", "en"],
    ["match", "es"],
  ]);
});

test("a packet without the property does not meet the condition", async () => {
  const out = await runNode(switchNode, { packets, config: { property: "speaker", value: "1" } });
  expect(out.map(({ port }) => port)).toEqual(["otherwise", "otherwise"]);
});

test("numbers are compared as numbers", async () => {
  const config = { property: "averageLogProbability", operator: "less", value: "-1" };
  const out = await runNode(switchNode, { packets, config });
  expect(out.map(({ port }) => port)).toEqual(["otherwise", "match"]);
});

test("a broken regular expression names the node, the field and the hint", async () => {
  const { session } = startNode(switchNode, { config: { operator: "matches", value: "(" } });
  await expect(session.start()).rejects.toMatchObject({
    code: "config.invalid",
    nodeId: "node",
    field: "value",
  });
});
