import { expect, test } from "vitest";
import type { SegmentPacket, TranscriptPacket } from "#engine/graph/packets.ts";
import { type PortPacket, runNode, startNode } from "#engine/testing/run-node.ts";
import { inProcessTasks } from "#runtime-workers/testing.ts";
import { transcribeNode } from "./runtime.ts";
import { rateHz, sampleTurn, silence } from "./testing/speech.ts";

const tasks = inProcessTasks();
const sentence = sampleTurn("conversation", 2);

function segment(
  segmentId: number,
  samples: Float32Array,
  changes: Partial<SegmentPacket> = {},
): SegmentPacket {
  const clockRateHz = 48000;
  return {
    type: "segment",
    segmentId,
    state: "closed",
    samples,
    sampleRateHz: rateHz,
    startSamples: 480,
    endSamples: 480 + 3 * samples.length,
    clockRateHz,
    ...changes,
  };
}

async function run(packets: readonly SegmentPacket[], config = {}): Promise<TranscriptPacket[]> {
  const sent = packets.map((packet): PortPacket => {
    return { port: packet.state === "open" ? "open" : "segment", packet };
  });
  const outputs = await runNode(transcribeNode, { packets: sent, tasks, config });
  return outputs.map(({ packet }) => packet as TranscriptPacket);
}

test("a closed segment becomes one final with the segment's id and media time", async () => {
  const [packet, ...more] = await run([segment(7, sentence.samples)]);
  expect(more).toEqual([]);
  expect(packet).toMatchObject({
    type: "transcript",
    hypothesis: "final",
    segmentId: 7,
    text: sentence.text,
    language: "en",
    startSamples: 480,
    endSamples: 480 + 3 * sentence.samples.length,
    clockRateHz: 48000,
  });
});

test("a final has its words on the session's clock, and the figures that the guards looked at", async () => {
  const [packet] = await run([segment(7, sentence.samples)]);
  expect(packet).toMatchObject({ temperature: 0, compressionRatio: expect.any(Number) });
  const words = packet?.words ?? [];
  expect(words.map(({ text }) => text).join(" ")).toBe(sentence.text);
  const [start, end] = [words[0]?.startSamples ?? 0, words.at(-1)?.endSamples ?? 0];
  expect(start).toBeGreaterThanOrEqual(480);
  expect(end).toBeLessThanOrEqual(480 + 3 * sentence.samples.length);
  // a sentence of 1.5 s at 48 kHz, from its first word to its last
  expect(end - start).toBeGreaterThan(48000);
});

test("a precision that the model does not have is refused before audio flows", async () => {
  const { session } = startNode(transcribeNode, { tasks, config: { precision: "q4" } });
  await expect(session.start()).rejects.toMatchObject({ code: "model.missing", field: "precision" });
});

test("a snapshot becomes a partial, and one that comes after its final nothing", async () => {
  const half = sentence.samples.slice(0, sentence.samples.length / 2);
  const open = { state: "open" } as const;
  const packets = await run([segment(1, half, open), segment(1, sentence.samples), segment(1, half, open)]);
  expect(packets.map(({ hypothesis, segmentId }) => [hypothesis, segmentId])).toEqual([
    ["partial", 1],
    ["final", 1],
  ]);
});

test("silence gives no final, but withdraws the partials that were sent", async () => {
  const open = { state: "open" } as const;
  const packets = await run([
    segment(1, silence(1000), open),
    segment(1, silence(1000)),
    segment(2, sentence.samples, open),
    segment(2, silence(1000)),
  ]);
  expect(packets.map(({ hypothesis, segmentId, text }) => [hypothesis, segmentId, text])).toEqual([
    ["partial", 2, sentence.text],
    ["final", 2, ""],
  ]);
});

test("faint noise gives no transcript", async () => {
  let seed = 1;
  const noise = Float32Array.from({ length: 2 * rateHz }, () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return 0.001 * (seed / 1073741824 - 1);
  });
  expect(await run([segment(1, noise)])).toEqual([]);
});

test("a language that the model does not have is refused before audio flows", async () => {
  const { session } = startNode(transcribeNode, { tasks, config: { language: "ja" } });
  await expect(session.start()).rejects.toMatchObject({
    code: "language.unknown",
    nodeId: "node",
    field: "language",
    hint: expect.stringContaining("en, es, fr, de"),
  });
});

test("a segment at another rate is refused, and the hint names the resample node", async () => {
  await expect(run([segment(1, silence(500), { sampleRateHz: 48000 })])).rejects.toMatchObject({
    code: "audio.sample-rate",
    nodeId: "node",
    hint: expect.stringMatching(/resample.*16000/),
  });
});

test("a model that is not installed is named", async () => {
  const { session } = startNode(transcribeNode, { tasks, config: { model: "whisper-huge" } });
  await expect(session.start()).rejects.toMatchObject({ code: "model.missing", field: "model" });
});
