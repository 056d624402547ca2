import { existsSync, readFileSync } from "node:fs";
import { Resampler } from "#engine/audio/resampler.ts";
import { decodeWav } from "#engine/audio/wav.ts";
import { speechFolder } from "#engine/testing/speech-folder.ts";

/** Rate that the demo model takes. */
export const rateHz = 16000;
const digitsFolder = `${speechFolder}/digits`;
/** The recordings are not part of the project (see their README). */
export const noRecordings = !existsSync(digitsFolder);

function readAt16k(file: string | URL): Float32Array {
  const { samples, sampleRateHz } = decodeWav(readFileSync(file));
  const resampler = new Resampler(sampleRateHz, rateHz);
  return join(resampler.process(samples), resampler.flush());
}

/** Stretches of audio as one. */
export function join(...parts: Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Digital silence. */
export const silence = (ms: number) => new Float32Array((ms * rateHz) / 1000);

/** Real recordings of digits by one speaker, 0.1 s apart, between 0.1 s of silence. */
export function digitString(speaker: string, digits: readonly number[]): Float32Array {
  const takes = [0, 7, 21, 33];
  const parts = digits.flatMap((digit, at) => [
    readAt16k(`${digitsFolder}/${digit}_${speaker}_${takes[at % takes.length]}.wav`),
    silence(100),
  ]);
  return join(silence(100), ...parts);
}

/** A turn of a sample conversation that ships with the project, with 0.1 s around it. */
export function sampleTurn(sample: string, index: number) {
  const folder = new URL("../../../flows/samples/", import.meta.url);
  const { audio, turns } = JSON.parse(readFileSync(new URL(`${sample}.json`, folder), "utf8")) as {
    audio: string;
    turns: { text: string; language: string; startMs: number; endMs: number }[];
  };
  const turn = turns[index] as (typeof turns)[number];
  const whole = readAt16k(new URL(audio, folder));
  const atMs = (ms: number) => Math.round((ms * rateHz) / 1000);
  return { ...turn, samples: whole.slice(atMs(turn.startMs - 100), atMs(turn.endMs + 100)) };
}

/** The words of a text, without case and punctuation. */
export const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}']+/gu) ?? [];

/** Levenshtein distance in words. */
export function wordErrors(given: readonly string[], said: readonly string[]): number {
  let row = Array.from({ length: given.length + 1 }, (_, at) => at);
  for (const [at, word] of said.entries()) {
    const next = [at + 1];
    for (const [column, other] of given.entries()) {
      const change = (row[column] as number) + (word === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] as number) + 1, (next[column] as number) + 1));
    }
    row = next;
  }
  return row[given.length] as number;
}
