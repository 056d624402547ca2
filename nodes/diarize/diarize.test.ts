import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeWav } from "#engine/audio/wav.ts";
import type { SegmentPacket, SpeakerPacket, TranscriptPacket } from "#engine/graph/packets.ts";
import { type PortPacket, runNode, startNode } from "#engine/testing/run-node.ts";
import { speechFolder } from "#engine/testing/speech-folder.ts";
import { inProcessTasks } from "#runtime-workers/testing.ts";
import { diarizeNode } from "./runtime.ts";
import { trimSilence } from "./trim.ts";

const rateHz = 16_000;
const tasks = inProcessTasks();
const digitsFolder = `${speechFolder}/digits`;

/** A voice-like sound: harmonics of a pitch under formants, both going up and down by the share `wobble`. */
function voice(
  seconds: number,
  pitchHz: number,
  formantsHz: readonly number[],
  wobble: number,
): Float32Array {
  const sway = (hz: number, at: number) => Math.sin((2 * Math.PI * hz * at) / rateHz);
  let phase = 0;
  return Float32Array.from({ length: seconds * rateHz }, (_, at) => {
    const pitch = pitchHz * (1 + wobble * sway(1.5, at));
    const formants = formantsHz.map((hz) => hz * (1 + wobble * sway(2.3, at)));
    phase += (2 * Math.PI * pitch) / rateHz;
    let sample = 0;
    for (let harmonic = 1; harmonic * pitch < 6_000; harmonic++) {
      const gain = Math.max(...formants.map((hz) => Math.exp(-(((harmonic * pitch - hz) / 300) ** 2))));
      sample += gain * Math.sin(harmonic * phase);
    }
    return 0.1 * sample * (0.6 + 0.4 * sway(4, at));
  });
}

function segment(segmentId: number, samples: Float32Array, change: Partial<SegmentPacket> = {}): PortPacket {
  const startSamples = segmentId * 480_000;
  const packet: SegmentPacket = {
    type: "segment",
    segmentId,
    state: "closed",
    samples,
    sampleRateHz: rateHz,
    startSamples,
    endSamples: startSamples + samples.length * 3,
    clockRateHz: 48_000,
    ...change,
  };
  return { port: "segment", packet };
}

function transcript(segmentId: number, hypothesis: "partial" | "final" = "final"): PortPacket {
  const packet: TranscriptPacket = {
    type: "transcript",
    segmentId,
    hypothesis,
    text: "Good morning.",
    language: "en",
    languageProbability: 0.9,
    averageLogProbability: -0.1,
    noSpeechProbability: 0.01,
    startSamples: 100,
    endSamples: 200,
    clockRateHz: 48_000,
  };
  return { port: "transcript", packet };
}

const run = (packets: readonly PortPacket[], config = {}) => runNode(diarizeNode, { packets, config, tasks });
const labels = (outputs: readonly PortPacket[], port: string) =>
  outputs
    .filter((each) => each.port === port)
    .map(({ packet }) => (packet as SpeakerPacket | TranscriptPacket).speaker);

const low = voice(2, 110, [500, 1_500], 0);
const high = voice(2, 240, [800, 2_000, 3_800], 0.2);

test("a closed segment gives its speaker, with the segment's id and span; an open one gives nothing", async () => {
  const outputs = await run([segment(4, low, { state: "open" }), segment(4, low)]);
  expect(outputs).toEqual([
    {
      port: "speaker",
      packet: {
        type: "speaker",
        segmentId: 4,
        speaker: 1,
        similarity: 1,
        isNew: true,
        startSamples: 1_920_000,
        endSamples: 2_016_000,
        clockRateHz: 48_000,
      },
    },
  ]);
});

test("transcripts get their segment's speaker, also when they come late and out of order", async () => {
  const packets = [
    segment(1, low),
    segment(2, high),
    segment(3, low),
    ...[3, 1, 2].map((id) => transcript(id)),
  ];
  const outputs = await run(packets);
  expect(labels(outputs, "speaker")).toEqual([1, 2, 1]);
  expect(labels(outputs, "transcript")).toEqual([1, 1, 2]);
  expect(outputs.at(-1)?.packet).toEqual({ ...transcript(2).packet, speaker: 2 });
});

test("a transcript passes as it is while its segment is not known", async () => {
  const packets = [transcript(1, "partial"), segment(1, low), transcript(1, "partial"), transcript(9)];
  const outputs = await run(packets);
  expect(labels(outputs, "transcript")).toEqual([undefined, 1, undefined]);
  expect(outputs.at(-1)?.packet).toBe(packets.at(-1)?.packet);
});

test("a segment shorter than one frame gives no speaker and breaks nothing", async () => {
  const outputs = await run([segment(1, low.slice(0, 399)), transcript(1), segment(2, low)]);
  expect(labels(outputs, "transcript")).toEqual([undefined]);
  expect(labels(outputs, "speaker")).toEqual([1]);
});

test("the same segments give the same speakers in every session", async () => {
  const packets = [segment(1, low), segment(2, high)];
  expect(await run(packets)).toEqual(await run(packets));
});

test("audio at another rate than 16 kHz is refused, with the hint", async () => {
  const packets = [segment(1, low, { sampleRateHz: 8_000 })];
  const { session } = startNode(diarizeNode, { packets, tasks });
  await session.start();
  await expect(session.done).rejects.toMatchObject({
    code: "audio.sample-rate",
    nodeId: "node",
    field: "segment",
    hint: expect.stringContaining("16000 Hz"),
  });
});

test("an unknown model is refused at the start, with the models that there are", async () => {
  const { session } = startNode(diarizeNode, { config: { model: "x-vector" }, tasks });
  await expect(session.start()).rejects.toMatchObject({
    code: "model.missing",
    field: "model",
    hint: expect.stringContaining("voiceprint"),
  });
});

describe("silence", () => {
  const padded = new Float32Array(3 * rateHz);
  padded.set(low, rateHz / 2);

  test("at both ends is cut before a voice is looked at", () => {
    expect(Math.abs(trimSilence(padded, rateHz).length - low.length)).toBeLessThan(rateHz / 25);
  });

  test("does not make another speaker of the same voice", async () => {
    const packets = [segment(1, low), segment(2, padded)];
    expect(labels(await run(packets, { threshold: 0.8 }), "speaker")).toEqual([1, 1]); // untrimmed: cosine 0.5
  });

  test("around a click is kept, and no sound at all breaks nothing", () => {
    const click = new Float32Array(rateHz);
    click[8_000] = 1;
    expect(trimSilence(click, rateHz)).toBe(click);
    expect(trimSilence(new Float32Array(rateHz), rateHz)).toHaveLength(rateHz);
    expect(trimSilence(new Float32Array(0), rateHz)).toHaveLength(0);
  });
});

/** 8 kHz to 16 kHz with a windowed sinc of 32 taps. */
function upsample(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: samples.length * 2 }, (_, at) => {
    if (at % 2 === 0) return samples[at / 2] as number;
    let sum = 0;
    for (let tap = -16; tap < 16; tap++) {
      const x = tap + 0.5;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / 16);
      sum += (Math.sin(Math.PI * x) / (Math.PI * x)) * window * (samples[(at + 1) / 2 + tap] ?? 0);
    }
    return sum;
  });
}

/** Five digits of one real speaker in a row, about 2 s. */
function digits(speaker: string, take: number, first: number): Float32Array {
  const parts = [0, 1, 2, 3, 4].map((at) => {
    const file = `${digitsFolder}/${first + at}_${speaker}_${take}.wav`;
    return Array.from(upsample(decodeWav(readFileSync(file)).samples));
  });
  return Float32Array.from(parts.flat());
}

describe.skipIf(!existsSync(digitsFolder))(`real speakers (skipped without ${digitsFolder})`, () => {
  test.each([
    ["george", "nicolas"],
    ["jackson", "yweweler"],
    ["lucas", "nicolas"],
  ])("%s and %s are kept apart, and each comes back under his number", async (first, second) => {
    const turns = [0, 7, 21, 33].flatMap((take) => [
      digits(first, take, 0),
      digits(second, take, 5),
      digits(first, take, 5),
      digits(second, take, 0),
    ]);
    const outputs = await run(turns.map((samples, at) => segment(at + 1, samples)));
    expect(labels(outputs, "speaker")).toEqual(turns.map((_, at) => (at % 2) + 1));
  });
});
