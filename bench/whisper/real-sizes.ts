import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../report.ts";
import { installPeer } from "../support/install-peer.ts";
import { writeSpeech } from "./audio.ts";
import { type WhisperSize, whisperSizes } from "./model/sizes.ts";
import { writeModel } from "./model/write-model.ts";
import { featureFigure, SizeFigures } from "./size-figures.ts";
import {
  featureRounds,
  oneThreadRounds,
  ownRounds,
  type Scene,
  sherpaFolder,
  twoThreadRounds,
  wordRounds,
} from "./size-rounds.ts";

/** A model that is compared, and how often: larger ones take longer, and their steps are less disturbed. */
interface Variant {
  readonly size: WhisperSize;
  readonly rounds: number;
}

const { tiny, base, small } = whisperSizes;
/** Eight bits are what people pull by default: a step is shorter then, and what a loop adds to it counts for more. */
const variants: Readonly<Record<string, Variant>> = {
  tiny: { size: tiny, rounds: 4 },
  tinyInt8: { size: { ...tiny, isInt8: true }, rounds: 4 },
  base: { size: base, rounds: 3 },
  baseInt8: { size: { ...base, isInt8: true }, rounds: 3 },
  small: { size: small, rounds: 2 },
};
/** As many as sherpa-onnx makes at most, which is 6 a second of 29.4 s, and one: it runs its decoder for the last token too. */
const tokens = 177;

/**
 * Models of the real sizes with random weights, in floats or with products of bytes, whose end of text never wins:
 * everybody decodes to the same limit. Ours passes its guards at temperature 0 (which is checked), so it is one encoder run
 * and as many decoder runs for all.
 * @param device where our own rows run; the peers run on `cpu` only
 * @param only names of variants; all of them when empty
 */
export async function compareSizes(report: Report, device: string, only: readonly string[]): Promise<void> {
  if (device === "cpu") installPeer(sherpaFolder, (text) => report.note(text));
  const chosen = Object.entries(variants).filter(([name]) => only.length === 0 || only.includes(name));
  for (const [name, { size, rounds }] of chosen) {
    const folder = mkdtempSync(join(tmpdir(), `patchbay-whisper-${name}-`));
    try {
      const audio = join(folder, "speech.f32");
      writeSpeech(audio);
      const model = join(folder, "model");
      mkdirSync(model);
      const folders = writeModel(model, size, tokens);
      const title = `${size.name}, random weights, ${size.isInt8 ? "int8" : "fp32"}, 30 s, ${tokens} tokens`;
      await compareSize(
        report,
        { name, title, device, isInt8: size.isInt8 },
        { folders, audio, tokens, rounds },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

interface Heading {
  readonly name: string;
  readonly title: string;
  readonly device: string;
  readonly isInt8: boolean;
}

async function compareSize(
  report: Report,
  { name, title, device, isInt8 }: Heading,
  scene: Scene,
): Promise<void> {
  const figures = new SizeFigures(report, name);
  report.section(`${title}, ${device}, one thread, best of ${scene.rounds} rounds in turn`);
  if (device !== "cpu") {
    const runs = await ownRounds(scene, device);
    figures.own(runs);
    figures.ownWork(runs, tokens);
    return;
  }
  const runs = await oneThreadRounds(scene);
  figures.own(runs);
  figures.peers(runs);
  figures.ownWork(runs, tokens);
  figures.peerWork(runs, tokens, isInt8);
  if (name === "tiny") await compareExtras(report, scene);
  report.section(`${title}, two cores: our two workers beside the peers' two threads`);
  figures.twoThreads(await twoThreadRounds(scene));
}

/** What one size is enough for. */
async function compareExtras(report: Report, scene: Scene): Promise<void> {
  const { words, own } = await wordRounds(scene);
  const best = (runs: readonly { wholeMs: number }[]) => Math.min(...runs.map(({ wholeMs }) => wholeMs));
  report.figure("tinyWordsPercent", (best(words) / best(own) - 1) * 100, {
    label: "word times, % more time of a whole window",
  });
  featureFigure(report, await featureRounds(scene));
}
