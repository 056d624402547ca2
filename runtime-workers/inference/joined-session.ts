import { setImmediate as nextRound } from "node:timers/promises";
import { JoinedTensors } from "./joined-tensors.ts";
import type { InferenceSession, Tensor } from "./session.ts";

/** How runs of a model that several tasks want become one. Sequences lie side by side along an axis of each tensor. */
export interface Joining {
  /** That axis, of inputs and outputs whose axis is not the first. */
  readonly axes?: Readonly<Record<string, number>>;
  /** Inputs that are one for all sequences, such as a sampling rate. */
  readonly shared?: readonly string[];
}

type Tensors = Readonly<Record<string, Tensor>>;

interface WaitingRun {
  readonly feeds: Tensors;
  readonly fetches: readonly string[] | undefined;
  readonly resolve: (outputs: Tensors) => void;
  readonly reject: (reason: unknown) => void;
}

/** Whether a model takes several sequences at once: none of its inputs has a fixed size where they would lie. */
export function canJoin({ inputDims }: InferenceSession, { axes, shared = [] }: Joining): boolean {
  if (inputDims === undefined) return false;
  const isOpen = ([name, dims]: readonly [string, readonly (number | string)[]]) =>
    shared.includes(name) || typeof dims[axes?.[name] ?? 0] === "string";
  return Object.entries(inputDims).every(isOpen);
}

/**
 * A session for tasks that run at the same time in one worker: their runs are gathered until no task goes on without
 * one, and those whose tensors have the same sizes are run as one. Runs of other sizes take turns with them. So tasks that
 * decode in step with one another share every step, and none of them knows of it.
 */
export class JoinedSession implements InferenceSession {
  readonly #session: InferenceSession;
  readonly #joining: Joining;
  readonly #tensors = new JoinedTensors();
  #waiting: WaitingRun[] = [];
  #isBusy = false;

  constructor(session: InferenceSession, joining: Joining) {
    this.#session = session;
    this.#joining = joining;
  }

  get inputNames(): readonly string[] {
    return this.#session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.#session.outputNames;
  }

  run(feeds: Tensors, fetches?: readonly string[]): Promise<Tensors> {
    const { promise, resolve, reject } = Promise.withResolvers<Tensors>();
    this.#waiting.push({ feeds, fetches, resolve, reject });
    if (!this.#isBusy) void this.#work();
    return promise;
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      // Whatever task can go on without a run does so now, up to the run that it wants next.
      await nextRound();
      const runs = this.#takeAlike();
      try {
        const outputs = await this.#runTogether(runs);
        for (const [at, { resolve }] of runs.entries()) resolve(outputs[at] as Tensors);
      } catch (error) {
        for (const { reject } of runs) reject(error);
      }
    }
    this.#isBusy = false;
  }

  /** The run that waits for longest, and all that can go with it. Called while one waits. */
  #takeAlike(): readonly WaitingRun[] {
    const [first, ...rest] = this.#waiting as [WaitingRun, ...WaitingRun[]];
    const wanted = rest.length > 0 ? this.#shapeOf(first) : "";
    const { alike = [], others = [] } = Object.groupBy(rest, (run) =>
      this.#shapeOf(run) === wanted ? "alike" : "others",
    );
    this.#waiting = others;
    return [first, ...alike];
  }

  #shapeOf({ feeds, fetches = [] }: WaitingRun): string {
    const shapes = Object.entries(feeds).map(([name, { type, dims, data }]) => {
      return `${name} ${type} ${dims} ${this.#isShared(name) ? data : ""}`;
    });
    return [...fetches, ...shapes].join();
  }

  async #runTogether(runs: readonly WaitingRun[]): Promise<readonly Tensors[]> {
    const [{ feeds, fetches }] = runs as readonly [WaitingRun];
    if (runs.length === 1) return [await this.#session.run(feeds, fetches)];
    const joined = Object.keys(feeds).map((name) => {
      const rows = runs.map((run) => run.feeds[name] as Tensor);
      return [name, this.#isShared(name) ? rows[0] : this.#tensors.join(rows, this.#axisOf(name))];
    });
    const outputs = await this.#session.run(Object.fromEntries(joined), fetches);
    const split = Object.entries(outputs).map(
      ([name, tensor]) => [name, this.#tensors.split(tensor, this.#axisOf(name))] as const,
    );
    return runs.map((_, row) => Object.fromEntries(split.map(([name, rows]) => [name, rows[row] as Tensor])));
  }

  #isShared(name: string): boolean {
    return this.#joining.shared?.includes(name) === true;
  }

  #axisOf(name: string): number {
    return this.#joining.axes?.[name] ?? 0;
  }
}
