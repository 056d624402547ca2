import type { Goal, Report } from "../report.ts";
import { median } from "../support/statistics.ts";
import { tokenBytes } from "./model/tokenizer.ts";
import type { OwnRun, RunCounts } from "./own.ts";
import type { oneThreadRounds, ownRounds, twoThreadRounds } from "./size-rounds.ts";

type OwnRounds = Awaited<ReturnType<typeof ownRounds>>;
type OneThreadRounds = Awaited<ReturnType<typeof oneThreadRounds>>;
type TwoThreadRounds = Awaited<ReturnType<typeof twoThreadRounds>>;

/** Sessions in a batch. */
const batchSize = 4;

/** Records figures of one size, under names that begin with it. */
export class SizeFigures {
  readonly #report: Report;
  readonly #size: string;

  constructor(report: Report, size: string) {
    this.#report = report;
    this.#size = size;
  }

  /** Our own rows: how far above the plain loop they are, and what a batch saves. */
  own({ own, ownMerged, floor, floorMerged, batch }: Omit<OwnRounds, "counts">): void {
    const rows = [
      ["", "two graphs", own, floor, { atMost: 3 }],
      ["Merged", "merged", ownMerged, floorMerged, undefined],
    ] as const;
    for (const [name, layout, decoded, plain, goal] of rows) {
      const least = sumOfBest(plain.map(({ stepsMs }) => stepsMs));
      const steps = sumOfBest(decoded.map(({ stepsMs }) => stepsMs));
      this.#figure(`Floor${name}Ms`, least, `plain loop, ${layout}, decoder, ms`);
      this.#figure(`OwnDecoder${name}Ms`, steps, `Patchbay, ${layout}, decoder, ms`);
      this.#figure(`Own${name}Ms`, best(decoded, "wholeMs"), `Patchbay, ${layout}, whole window, ms`);
      const label = `Patchbay over the plain loop, ${layout}, % a step`;
      this.#figure(`Overhead${name}Percent`, (steps / least - 1) * 100, label, goal);
    }
    const share = (part: "decoderMs" | "wholeMs") => best(batch, part) / batchSize / best(own, part);
    const joined = sumOfBest(batch.map(({ stepsMs }) => stepsMs)) / batchSize;
    const alone = sumOfBest(own.map(({ stepsMs }) => stepsMs));
    const label = `${batchSize} sessions joined, decoder, a session / one alone`;
    this.#figure("Batch4PerSession", joined / alone, label, { atMost: 0.5 });
    this.#figure("Batch4WholePerSession", share("wholeMs"), "the same, whole window");
  }

  /** The peers beside us, one thread each. */
  peers({ own, ownMerged, floorMerged, greedy, timestamps, sherpa }: OneThreadRounds): void {
    const [whole, decoder] = [best(ownMerged, "wholeMs"), best(ownMerged, "decoderMs")];
    const plain = floorMerged.map(({ stepsMs }) => sum(stepsMs));
    const aStep = (ms: number) => (ms - Math.min(...plain)) / (floorMerged[0]?.stepsMs.length ?? 1);
    const beyond = "ms a step beyond the plain loop, merged";
    this.#figure("BeyondFloorMs", aStep(decoder), `Patchbay, ${beyond}`);
    const rows = [
      ["Transformers", "transformers.js, greedy", greedy, 1.15],
      ["TransformersTimestamps", "transformers.js, timestamps", timestamps, 1.5],
    ] as const;
    for (const [name, label, peer, goal] of rows) {
      const [peerMs, peerDecoder] = [best(peer, "wholeMs"), best(peer, "decoderMs")];
      this.#figure(`${name}BeyondFloorMs`, aStep(peerDecoder), `${label}, ${beyond}`);
      this.#figure(`${name}Ms`, peerMs, `${label}, merged, whole window, ms`);
      this.#figure(`${name}Ratio`, peerMs / whole, `${label} / Patchbay, same files`, { atLeast: goal });
      this.#figure(`${name}DecoderRatio`, peerDecoder / decoder, "the same, decoder");
      const withPast = peerMs / best(own, "wholeMs");
      this.#figure(`${name}WithPastRatio`, withPast, "the same, Patchbay with two graphs");
    }
    const sherpaMs = best(sherpa, "wholeMs");
    this.#figure("SherpaMs", sherpaMs, "sherpa-onnx, its own layout, whole window, ms");
    const label = "sherpa-onnx / Patchbay with two graphs, whole window";
    this.#figure("SherpaRatio", sherpaMs / best(own, "wholeMs"), label, { atLeast: 1 });
  }

  /** Two windows on two cores. */
  twoThreads({ own, greedy, timestamps, sherpa }: TwoThreadRounds): void {
    const ownMs = Math.min(...own);
    const rows = [
      ["TwoTransformers", "transformers.js, greedy, 2 threads", greedy],
      ["TwoTransformersTimestamps", "transformers.js, timestamps, 2 threads", timestamps],
      ["TwoSherpa", "sherpa-onnx, 2 threads", sherpa],
    ] as const;
    this.#figure("TwoOwnMs", ownMs, "Patchbay, 2 windows at once in 2 workers, ms");
    for (const [name, label, peer] of rows) {
      this.#figure(`${name}Ms`, Math.min(...peer), `${label}, 2 windows in turn, ms`);
      this.#figure(`${name}Ratio`, Math.min(...peer) / ownMs, `${label} / Patchbay`);
    }
  }

  /** How many sides did other work than one encoder run and as many decoder runs as tokens, or tried again. */
  ownWork({ counts, own, ownMerged, batch }: Omit<OwnRounds, "floor" | "floorMerged">, tokens: number): void {
    const uneven = counts.filter((runs) => !isEqualWork(runs, tokens)).length;
    const retried = [...own, ...ownMerged, ...batch].filter((run) => !isOnce(run, tokens)).length;
    const label = "windows of ours with more or fewer runs";
    this.#figure("WorkDiffers", uneven + retried, label, { atMost: 0 });
  }

  peerWork({ greedy, timestamps, sherpa, own }: OneThreadRounds, tokens: number, isInt8: boolean): void {
    const ofTransformers = [...greedy, ...timestamps].filter(
      ({ runs, tokens: made }) => runs.encoder !== 1 || runs.decoder !== tokens || made.length !== tokens,
    ).length;
    const ofSherpa = sherpa.filter(({ tokens: made }) => made.length + 1 !== tokens).length;
    const label = "windows of the peers with more or fewer runs";
    this.#figure("PeerWorkDiffers", ofTransformers + ofSherpa, label, { atMost: 0 });
    const other = differing(own[0]?.tokens ?? [], timestamps[0]?.tokens ?? []);
    // in bytes the last digits of the features decide here and there
    this.#figure("TokensDiffer", other, "tokens other than those of transformers.js", {
      atMost: isInt8 ? Math.floor(tokens / 10) : 0,
    });
    const texts = tokenBytes();
    const spoken = (greedy[0]?.tokens ?? []).map((token) => texts[token]?.toString());
    const others = differing(sherpa[0]?.tokens ?? [], spoken);
    // it is given half a second less
    this.#figure("SherpaTokensDiffer", others, "tokens of sherpa-onnx other than greedy transformers.js", {
      atMost: Math.floor(tokens / 10),
    });
  }

  #figure(name: string, value: number, label: string, goal?: Goal): void {
    this.#report.figure(`${this.#size}${name}`, value, { label, ...(goal === undefined ? {} : { goal }) });
  }
}

/** How many of `some` are not what `others` have at their place. */
function differing<T>(some: readonly T[], others: readonly (T | undefined)[]): number {
  return some.filter((item, at) => item !== others[at]).length;
}

/** Log-mel features of 30 s. */
export function featureFigure(report: Report, runsMs: readonly number[]): void {
  report.figure("logMelMs", median(runsMs), { label: "log-mel of 30 s, ms, median", goal: { atMost: 15 } });
}

function isEqualWork(runs: RunCounts, tokens: number): boolean {
  const { "encoder_model.onnx": encoder = 0, ...decoders } = runs;
  return encoder === 1 && sum(Object.values(decoders)) === tokens;
}

const isOnce = ({ tokens, temperature }: OwnRun, wanted: number) =>
  tokens.length === wanted && temperature === 0;

function best<Key extends string>(runs: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return Math.min(...runs.map((run) => run[key]));
}

/** Each step at its best of all rounds: what else the machine does seldom meets the same step in all of them. */
function sumOfBest(runs: readonly (readonly number[])[]): number {
  const [first = []] = runs;
  const steps = first.map((_, step) => Math.min(...runs.map((run) => run[step] ?? Number.POSITIVE_INFINITY)));
  return sum(steps);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
