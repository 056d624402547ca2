import { writeFileSync } from "node:fs";
import { sampleTurn } from "#nodes/transcribe/testing/speech.ts";
import { utterances } from "./utterances.ts";

/** Samples of a window of Whisper, 30 s at 16 kHz. */
const windowSamples = 480_000;

/** Writes 30 s of speech, the utterances over and over, as raw float32 at 16 kHz. */
export function writeSpeech(path: string): void {
  const window = new Float32Array(windowSamples);
  const turns = utterances.map(({ sample, turn }) => sampleTurn(sample, turn).samples);
  let at = 0;
  for (let index = 0; at < windowSamples; index++) {
    const samples = turns[index % turns.length] as Float32Array;
    window.set(samples.subarray(0, windowSamples - at), at);
    at += samples.length;
  }
  writeFileSync(path, new Uint8Array(window.buffer));
}
