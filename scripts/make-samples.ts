/**
 * Makes flows/samples/*.wav and the reference beside each: two synthetic voices in a room, 48 kHz stereo.
 * The same versions of the tools make the same bytes again.
 *
 *     apt install flite espeak-ng sox
 *     node scripts/make-samples.ts
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Sample, samples, type Voice } from "./sample-dialogues.ts";

const samplesFolder = fileURLToPath(new URL("../flows/samples/", import.meta.url));
const sampleRateHz = 48_000;
/** Between turns, one after the other and over again. */
const pausesMs = [800, 1100, 700, 950, 1200, 850, 1000, 750];
/** Before the first turn and after the last. */
const edgeMs = 600;
const voiceRms = 10 ** (-23 / 20);
const noiseRms = 10 ** (-60 / 20);
/** A synthesised sample below this is the silence around the words. */
const silencePeak = 0.005;
/** Left of the first speaker, right of the second; both channels carry both voices. */
const gains = [
  [0.7, 0.3],
  [0.3, 0.7],
] as const;

/** A stereo pair of equally long channels. */
interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Runs a synthesiser and sox; returns mono samples at 48 kHz, at half level so that nothing clips. */
function speak(text: string, voice: Voice, folder: string): Float32Array {
  const file = join(folder, "turn.wav");
  if (voice.engine === "flite") execFileSync("flite", ["-voice", voice.name, "-t", text, "-o", file]);
  else execFileSync("espeak-ng", ["-v", voice.name, "-w", file, text]);
  const format = ["-t", "f32", "-r", String(sampleRateHz), "-c", "1", "-"];
  const raw = execFileSync("sox", ["-v", "0.5", file, ...format, "rate", "-v"], { maxBuffer: 1 << 28 });
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}

/** The text's audio without the silence around it, at the level that all voices have. */
function turnAudio(text: string, voice: Voice, folder: string): Float32Array {
  const spoken = speak(text, voice, folder);
  const isLoud = (sample: number) => Math.abs(sample) > silencePeak;
  const trimmed = spoken.slice(spoken.findIndex(isLoud), spoken.findLastIndex(isLoud) + 1);
  const energy = trimmed.reduce((sum, sample) => sum + sample * sample, 0);
  const gain = voiceRms / Math.sqrt(energy / trimmed.length);
  return trimmed.map((sample) => sample * gain);
}

/** White noise of a given level, the same for the same seed (mulberry32). */
function roomNoise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const uniform = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return (uniform * 2 - 1) * noiseRms * Math.sqrt(3);
  });
}

function addPanned({ left, right }: Stereo, voice: Float32Array, at: number, speaker: 1 | 2): void {
  const [leftGain, rightGain] = gains[speaker - 1] as (typeof gains)[number];
  voice.forEach((sample, offset) => {
    left[at + offset] = (left[at + offset] as number) + sample * leftGain;
    right[at + offset] = (right[at + offset] as number) + sample * rightGain;
  });
}

/** RIFF WAVE, 16-bit PCM, two channels. */
function encodeWav({ left, right }: Stereo): Buffer {
  const bytes = Buffer.alloc(44 + left.length * 4);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(sampleRateHz, 24);
  bytes.writeUInt32LE(sampleRateHz * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  for (const [at, sample] of left.entries()) {
    bytes.writeInt16LE(toInt16(sample), 44 + at * 4);
    bytes.writeInt16LE(toInt16(right[at] as number), 46 + at * 4);
  }
  return bytes;
}

function toInt16(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
}

function makeSample(sample: Sample, folder: string): void {
  const voiced = sample.turns.map((turn) =>
    turnAudio(turn.text, sample.voices[turn.speaker - 1] as Voice, folder),
  );
  let at = toSamples(edgeMs);
  const starts = voiced.map((audio, turn) => {
    const start = at;
    at += audio.length + toSamples(pausesMs[turn % pausesMs.length] as number);
    return start;
  });
  const last = voiced.length - 1;
  const length = (starts[last] as number) + (voiced[last]?.length ?? 0) + toSamples(edgeMs);
  const mix: Stereo = { left: roomNoise(length, 1), right: roomNoise(length, 2) };
  const turns = sample.turns.map((turn, index) => {
    const audio = voiced[index] as Float32Array;
    const start = starts[index] as number;
    addPanned(mix, audio, start, turn.speaker);
    const { speaker, language, text, translations } = turn;
    return { speaker, language, text, startMs: toMs(start), endMs: toMs(start + audio.length), translations };
  });
  const reference = { audio: `${sample.name}.wav`, languages: sample.languages, turns };
  writeFileSync(join(samplesFolder, `${sample.name}.wav`), encodeWav(mix));
  writeFileSync(join(samplesFolder, `${sample.name}.json`), `${JSON.stringify(reference, null, 2)}\n`);
}

function toSamples(ms: number): number {
  return (ms * sampleRateHz) / 1000;
}

function toMs(samples: number): number {
  return Math.round((samples * 1000) / sampleRateHz);
}

const folder = mkdtempSync(join(tmpdir(), "patchbay-samples-"));
try {
  for (const sample of samples) makeSample(sample, folder);
} finally {
  rmSync(folder, { recursive: true });
}
