import { writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { Report } from "./report.ts";
import { runChild } from "./support/child.ts";
import { installPeer } from "./support/install-peer.ts";
import type { MemoryRun } from "./whisper/memory.ts";
import { compareSizes } from "./whisper/real-sizes.ts";
import {
  type Recognised,
  transcribeWithTransformers,
  transformersFolder,
  utterances,
} from "./whisper/utterances.ts";

/**
 * Our Whisper decoder beside its peers.
 * - The demo model with transformers.js, on the same files and the same audio, greedy, with timestamps, one thread each, in
 *   processes of their own: the same tokens, the same times of segments, how long it takes; our memory over 1,000 segments.
 * - Models of the real sizes with transformers.js, sherpa-onnx and a plain loop of session runs: see whisper/real-sizes.ts.
 *
 * `npm run bench -- whisper fixture` compares the demo model alone and writes the peer's tokens to the fixture of
 * nodes/transcribe; `npm run bench -- whisper cuda:0` runs our own rows on that device; names of sizes may follow a device.
 */
const rounds = 5;
const fixture = new URL("../nodes/transcribe/testing/fixtures/transformers-tokens.json", import.meta.url);

const [choice = "cpu", ...sizes] = process.argv.slice(3);

const report = new Report("whisper");
if (choice === "fixture" || choice === "cpu") await compareDemo();
if (choice !== "fixture") await compareSizes(report, choice, sizes);
report.finish();

async function compareDemo(): Promise<void> {
  installPeer(transformersFolder, (text) => report.note(text));
  const own = await runChild<Recognised[]>(new URL("./whisper/child.ts", import.meta.url), [String(rounds)]);
  const peer = await transcribeWithTransformers(rounds);
  compare(own, peer);
  if (choice === "fixture") writeFixture(peer);
  else await measureMemory();
}

async function measureMemory(): Promise<void> {
  const { firstMb, lastMb } = await runChild<MemoryRun>(
    new URL("./whisper/memory.ts", import.meta.url),
    [],
    300_000,
  );
  report.figure("memoryMb", lastMb, { label: "worker after 1,000 segments, resident, MB" });
  report.figure("memoryGrowthMb", lastMb - firstMb, {
    label: "more than at the first of them, MB",
    goal: { atMost: 10 },
  });
}

function compare(own: readonly Recognised[], peer: readonly Recognised[]): void {
  report.section(`${utterances.length} utterances, the demo model, best of ${rounds}`);
  const pairs = own.map((mine, at) => [mine, peer[at] as Recognised] as const);
  const differing = (differ: (a: Recognised, b: Recognised) => boolean) =>
    pairs.filter(([a, b]) => differ(a, b)).length;
  report.figure(
    "tokensDiffer",
    differing((a, b) => !isDeepStrictEqual(a.tokens, b.tokens)),
    {
      label: "utterances with other tokens than the peer's",
      goal: { atMost: 0 },
    },
  );
  report.figure(
    "timesDiffer",
    differing((a, b) => !isDeepStrictEqual(spans(a), spans(b))),
    {
      label: "utterances with other segment times than the peer's",
      goal: { atMost: 0 },
    },
  );
  const total = (results: readonly Recognised[]) => results.reduce((sum, { ms }) => sum + ms, 0);
  report.figure("ownMs", total(own), { label: "Patchbay, all utterances, ms" });
  report.figure("transformersMs", total(peer), { label: "transformers.js, all utterances, ms" });
  report.figure("ratio", total(peer) / total(own), { label: "transformers.js / Patchbay, time" });
}

/** Times to a hundredth of a second: timestamps are 0.02 s apart. */
function spans({ segments }: Recognised): readonly (readonly number[])[] {
  return segments.map(({ start, end }) => [start, end].map((seconds) => Math.round(seconds * 100)));
}

function writeFixture(peer: readonly Recognised[]): void {
  const made =
    "npm run bench -- whisper fixture: @huggingface/transformers, generate() with return_timestamps";
  const recognised = utterances.map((utterance, at) => {
    const { tokens, segments } = peer[at] as Recognised;
    return { ...utterance, tokens, segments };
  });
  writeFileSync(fixture, `${JSON.stringify({ made, utterances: recognised }, null, 2)}\n`);
  report.note(`wrote ${fixture.pathname}`);
}
