import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sampleTurn } from "#nodes/transcribe/testing/speech.ts";
import { runChild } from "../support/child.ts";

/** A turn of a sample conversation in flows/samples, and its language. */
export interface Utterance {
  readonly sample: string;
  readonly turn: number;
  readonly language: string;
}

/** What is compared: five turns, three languages. */
export const utterances: readonly Utterance[] = [
  { sample: "conversation", turn: 0, language: "en" },
  { sample: "conversation", turn: 2, language: "en" },
  { sample: "conversation", turn: 3, language: "en" },
  { sample: "stopover", turn: 0, language: "es" },
  { sample: "stopover", turn: 1, language: "de" },
];

/** What a system made of an utterance. */
export interface Recognised {
  /** Text and timestamp tokens. */
  readonly tokens: readonly number[];
  /** Seconds from the utterance's start. */
  readonly segments: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  /** Best time of all rounds. */
  readonly ms: number;
}

/** The folder of the demo model. */
export const demoModel = fileURLToPath(new URL("../../models/demo/phrasebook-asr", import.meta.url));
/** The folder of transformers.js. */
export const transformersFolder = new URL("../peers/transformers/", import.meta.url);

/** Lets transformers.js transcribe the utterances, in a process of its own. */
export async function transcribeWithTransformers(rounds: number): Promise<Recognised[]> {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-bench-whisper-"));
  try {
    const list = utterances.map(({ sample, turn, language }, at) => {
      writeFileSync(join(folder, `${at}.f32`), new Uint8Array(sampleTurn(sample, turn).samples.buffer));
      return { audio: `${at}.f32`, language };
    });
    writeFileSync(join(folder, "list.json"), JSON.stringify(list));
    const args = [demoModel, join(folder, "list.json"), String(rounds)];
    return await runChild<Recognised[]>(new URL("run.ts", transformersFolder), args);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
