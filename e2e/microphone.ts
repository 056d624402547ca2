import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeWav } from "#engine/audio/wav.ts";
import { encodeWav16 } from "#engine/audio/wav-encode.ts";
import type { Conversation } from "#engine/quality/conversation.ts";

const samples = new URL("../flows/samples/", import.meta.url);

/** What is said in a sample of flows/samples, turn by turn. */
export function readConversation(name: string): Conversation {
  return JSON.parse(readFileSync(new URL(`${name}.json`, samples), "utf8")) as Conversation;
}

/**
 * A sample as a WAV file for the fake microphone, which plays from when a page opens it: with silence in front,
 * so that a test has the time to press start, and behind, so that the last word ends.
 *
 * @param noise loudest sample of the hiss that is added, as in a loud room; default: 0, none
 */
export function microphoneFile(
  name: string,
  { silenceMs = 4000, noise = 0 } = {},
): { readonly path: string; remove(): void } {
  const { samples: speech, sampleRateHz } = decodeWav(readFileSync(new URL(`${name}.wav`, samples)));
  const silence = Math.round((silenceMs * sampleRateHz) / 1000);
  const padded = new Float32Array(speech.length + 2 * silence);
  padded.set(speech, silence);
  addNoise(padded, noise);
  const folder = mkdtempSync(join(tmpdir(), "patchbay-microphone-"));
  const path = join(folder, `${name}.wav`);
  writeFileSync(path, encodeWav16(padded, sampleRateHz));
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}

/** White noise, the same at every run. */
function addNoise(samples: Float32Array, level: number): void {
  let state = 1;
  for (let at = 0; at < samples.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    samples[at] = (samples[at] ?? 0) + level * (state / 2 ** 31 - 1);
  }
}
