import { Measurer } from "../support/measurer.ts";
import { takeTurns } from "../support/turns.ts";
import type { FloorRun } from "./floor.ts";
import type { ModelFolders } from "./model/write-model.ts";
import type { OwnQuestion, OwnRun, RunCounts } from "./own.ts";
import { transformersFolder } from "./utterances.ts";

/** The folder of sherpa-onnx. */
export const sherpaFolder = new URL("../peers/sherpa-onnx/", import.meta.url);

/** A window by transformers.js. */
export interface TransformersRun {
  readonly wholeMs: number;
  /** From the encoder's end on. */
  readonly decoderMs: number;
  readonly runs: { readonly encoder: number; readonly decoder: number };
  readonly tokens: readonly number[];
}

/** A window by sherpa-onnx, which runs its decoder once more than it gives tokens. */
export interface SherpaRun {
  readonly wholeMs: number;
  readonly tokens: readonly string[];
}

/** A model that is there in all layouts, and what it recognises. */
export interface Scene {
  readonly folders: ModelFolders;
  /** Raw float32 at 16 kHz, 30 s. */
  readonly audio: string;
  /** Tokens that every side makes of it. */
  readonly tokens: number;
  readonly rounds: number;
}

/** Processes that are asked for one window at a time. */
function ownSide({ audio, folders }: Scene, device = "cpu") {
  const measurer = new Measurer(new URL("./own.ts", import.meta.url), [audio, device]);
  const asks =
    <Run>(measure: OwnQuestion["measure"]) =>
    (folder = folders.withPast) =>
      measurer.ask<Run>({ measure, folder } satisfies OwnQuestion);
  return {
    count: asks<RunCounts>("count"),
    window: asks<OwnRun>("window"),
    batch: asks<OwnRun>("batch"),
    floor: asks<FloorRun>("floor"),
    features: asks<number>("features"),
    end: () => measurer.end(),
  };
}

function transformersSide({ audio, folders, tokens }: Scene, threads: number) {
  const args = [folders.merged, audio, String(tokens), String(threads)];
  const measurer = new Measurer(new URL("windows.ts", transformersFolder), args);
  const window = (hasTimestamps: boolean) => measurer.ask<TransformersRun>({ hasTimestamps });
  return { window, end: () => measurer.end() };
}

function sherpaSide({ audio, folders }: Scene, threads: number) {
  const args = [folders.sherpa, audio, String(threads)];
  const measurer = new Measurer(new URL("windows.ts", sherpaFolder), args);
  return { window: () => measurer.ask<SherpaRun>({}), end: () => measurer.end() };
}

/** Our task and the plain loop in turn, twice a round: they differ by less than the machine does from minute to minute. */
function pairTakes(own: ReturnType<typeof ownSide>) {
  const [window, floor] = [() => own.window(), () => own.floor()];
  return { own: window, floor, ownAgain: window, floorAgain: floor };
}

/** Both of the pairs as one. */
function joinPairs<Own, Floor>(turns: {
  readonly own: readonly Own[];
  readonly ownAgain: readonly Own[];
  readonly floor: readonly Floor[];
  readonly floorAgain: readonly Floor[];
}) {
  return { own: [...turns.own, ...turns.ownAgain], floor: [...turns.floor, ...turns.floorAgain] };
}

/** Our own rows alone, on any device. */
export async function ownRounds(scene: Scene, device: string) {
  const own = ownSide(scene, device);
  try {
    const { merged } = scene.folders;
    // loads the models too
    const counts = [await own.count(), await own.count(merged)] as const;
    const takes = {
      ownMerged: () => own.window(merged),
      floorMerged: () => own.floor(merged),
      ...pairTakes(own),
      batch: () => own.batch(),
    };
    const turns = await takeTurns(takes, scene.rounds);
    return { counts, ...turns, ...joinPairs(turns) };
  } finally {
    await own.end();
  }
}

/** Everybody on one thread of the processor. */
export async function oneThreadRounds(scene: Scene) {
  const own = ownSide(scene);
  const transformers = transformersSide(scene, 1);
  const sherpa = sherpaSide(scene, 1);
  try {
    const { merged } = scene.folders;
    const counts = [await own.count(), await own.count(merged)] as const;
    const takes = {
      greedy: () => transformers.window(false),
      // in front of the pairs, since the first run after a wait takes longer than the next ones
      ownMerged: () => own.window(merged),
      floorMerged: () => own.floor(merged),
      ...pairTakes(own),
      sherpa: () => sherpa.window(),
      timestamps: () => transformers.window(true),
      batch: () => own.batch(),
    };
    const turns = await takeTurns(takes, scene.rounds);
    return { counts, ...turns, ...joinPairs(turns) };
  } finally {
    await Promise.all([own, transformers, sherpa].map((side) => side.end()));
  }
}

/** Two windows on two cores, in ms: two of our workers beside each other; the peers' two threads, one window after the other. */
export async function twoThreadRounds(scene: Scene) {
  const workers = [ownSide(scene), ownSide(scene)] as const;
  const transformers = transformersSide(scene, 2);
  const sherpa = sherpaSide(scene, 2);
  try {
    await Promise.all(workers.map((worker) => worker.count()));
    const twice = async (window: () => Promise<{ wholeMs: number }>) =>
      (await window()).wholeMs + (await window()).wholeMs;
    const takes = {
      own: async () => {
        const startedMs = performance.now();
        await Promise.all(workers.map((worker) => worker.window()));
        return performance.now() - startedMs;
      },
      greedy: () => twice(() => transformers.window(false)),
      sherpa: () => twice(() => sherpa.window()),
      timestamps: () => twice(() => transformers.window(true)),
    };
    return await takeTurns(takes, Math.ceil(scene.rounds / 2));
  } finally {
    await Promise.all([...workers, transformers, sherpa].map((side) => side.end()));
  }
}

/** Windows with word times beside windows without. */
export async function wordRounds(scene: Scene) {
  const own = ownSide(scene);
  try {
    const { words, withPast } = scene.folders;
    await own.count(words);
    await own.count(withPast);
    const takes = { words: () => own.window(words), own: () => own.window(withPast) };
    return await takeTurns(takes, scene.rounds);
  } finally {
    await own.end();
  }
}

/** The log-mel of 30 s, in ms, some runs after warm ones. */
export async function featureRounds(scene: Scene): Promise<readonly number[]> {
  const own = ownSide(scene);
  try {
    const { features } = await takeTurns({ features: () => own.features() }, 40);
    return features.slice(10);
  } finally {
    await own.end();
  }
}
