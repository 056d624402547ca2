import type { Verdict, VerdictCounts, VerdictKind } from "../graph/verdict.ts";

/** Verdicts of one node that are kept for whoever asks why; older ones only count. */
const recentLimit = 64;

/** What became of the results of one node: counts of all, and the latest ones with what decided. */
export class VerdictBook {
  readonly #counts: Partial<Record<VerdictKind, number>> = {};
  readonly #recent: Verdict[] = [];

  add(verdict: Verdict): void {
    this.#counts[verdict.kind] = (this.#counts[verdict.kind] ?? 0) + 1;
    this.#recent.push(verdict);
    if (this.#recent.length > recentLimit) this.#recent.shift();
  }

  /** Of all so far; undefined where there was none. */
  get counts(): VerdictCounts | undefined {
    return this.#recent.length === 0 ? undefined : { ...this.#counts };
  }

  /** The latest, oldest first. */
  get recent(): readonly Verdict[] {
    return this.#recent;
  }

  /** Goes on from where the book of the node's earlier instance ended. To be called before anything is added. */
  countOn(before: VerdictBook): void {
    Object.assign(this.#counts, before.counts);
    this.#recent.splice(0, this.#recent.length, ...before.recent);
  }
}
