import { expect, test } from "vitest";
import { FlowError } from "#engine/errors.ts";
import type { SegmentPacket, TranscriptPacket } from "#engine/graph/packets.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
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

/** Runs segments over ports that fit their state, with tasks that fail where `fails` says so. */
function startWith(
  packets: readonly SegmentPacket[],
  fails = (_task: number): FlowError | undefined => undefined,
) {
  let task = 0;
  const failing: TaskRunner = {
    async run(request) {
      const error = request.isWarmUp === true ? undefined : fails(++task);
      if (error !== undefined) throw error;
      return tasks.run(request);
    },
  };
  const sent = packets.map((packet): PortPacket => {
    return { port: packet.state === "open" ? "open" : "segment", packet };
  });
  return startNode(transcribeNode, { packets: sent, tasks: failing });
}

test("every result has a verdict with the figures that decided, and they are counted", async () => {
  const open = { state: "open" } as const;
  const faint = silence(500).map((_, at) => (at % 2 === 0 ? 0.001 : -0.001));
  const packets = [
    segment(1, sentence.samples, open),
    segment(1, sentence.samples),
    segment(1, sentence.samples, open),
    segment(2, faint),
    segment(3, sentence.samples, open),
  ];
  const timeout = new FlowError("task.timeout");
  const { session } = startWith(packets, (task) => (task === 4 ? timeout : undefined));
  await session.start();
  await session.done;
  const { nodes, verdicts } = session.snapshot();
  expect(nodes[1]?.verdicts).toEqual({ heard: 2, late: 2, inaudible: 1 });
  const latest = verdicts[0]?.latest ?? [];
  expect(latest.map(({ segmentId, hypothesis, kind }) => [segmentId, hypothesis, kind])).toEqual([
    [1, "partial", "heard"],
    [1, "final", "heard"],
    [1, "partial", "late"],
    [2, "final", "inaudible"],
    [3, "partial", "late"],
  ]);
  expect(latest[1]?.figures).toMatchObject({
    noSpeechProbability: expect.any(Number),
    averageLogProbability: expect.any(Number),
    compressionRatio: expect.any(Number),
  });
  expect(latest[3]).toMatchObject({ startSamples: 480, clockRateHz: 48000 });
  expect(latest[3]?.figures.rms).toBeCloseTo(0.001);
  expect(latest[4]?.figures).toEqual({ code: "task.timeout" });
  expect(JSON.stringify(verdicts)).not.toContain(sentence.text);
});

test("a partial that fails is lost with the code of the error", async () => {
  const packets = [segment(1, sentence.samples, { state: "open" })];
  const { session } = startWith(packets, () => new FlowError("task.crashed"));
  await session.start();
  await expect(session.done).rejects.toMatchObject({ code: "task.crashed" });
  expect(session.snapshot().verdicts[0]?.latest).toMatchObject([
    { kind: "lost", hypothesis: "partial", figures: { code: "task.crashed" } },
  ]);
});

test("a final that fails withdraws its partial, and is lost with the code of the error", async () => {
  const packets = [segment(1, sentence.samples, { state: "open" }), segment(1, sentence.samples)];
  const { session, outputs } = startWith(packets, (task) =>
    task === 2 ? new FlowError("task.crashed") : undefined,
  );
  await session.start();
  await expect(session.done).rejects.toMatchObject({ code: "task.crashed", nodeId: "node" });
  const sent = outputs.map(({ packet }) => packet as TranscriptPacket);
  expect(sent.map(({ hypothesis, text }) => [hypothesis, text])).toEqual([
    ["partial", sentence.text],
    ["final", ""],
  ]);
  expect(session.snapshot().verdicts[0]?.latest.at(-1)).toMatchObject({
    kind: "lost",
    hypothesis: "final",
    figures: { code: "task.crashed" },
  });
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
