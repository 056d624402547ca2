import { FlowError } from "../errors.ts";
import type { Hypothesis } from "../graph/packets.ts";
import type { VerdictKind } from "../graph/verdict.ts";
import { type MediaSpan, spanOf } from "../media-time.ts";

/** A transcript or translation, as far as listeners' view of it is concerned. */
interface HypothesisPacket extends MediaSpan {
  readonly segmentId: number;
  readonly hypothesis: Hypothesis;
  readonly text: string;
  readonly language: string;
}

/** A segment that is being worked on. */
type SegmentSpan = MediaSpan & { readonly segmentId: number };

/** How a node sends its hypotheses. */
export interface HypothesesOptions<P> {
  readonly emit: (packet: P) => void | Promise<void>;
  /** Fires when the session is given up: then nothing is withdrawn, whoever takes it up recognises the segment again. */
  readonly signal: AbortSignal;
  /** Lines of one segment that stand beside each other, by language say. Default: a segment has one line. */
  readonly lineOf?: (packet: P) => string;
}

/**
 * What listeners see of segments that are not final. Every partial that was shown ends with a final: with its own, or with one
 * without text, which withdraws it. That comes when the final has no text, when it fails, when it is in another language, and
 * when it was lost and a later segment is final.
 */
export class Hypotheses<P extends HypothesisPacket> {
  readonly #options: HypothesesOptions<P>;
  /** Partials that stand, by segment and line. */
  readonly #shown = new Map<number, Map<string, P>>();
  #lastFinalId = 0;

  /** @param standing what an instance before this one had shown without a final, as its `standing` gave it */
  constructor(options: HypothesesOptions<P>, standing: readonly P[] = []) {
    this.#options = options;
    for (const partial of standing) this.#note(partial);
  }

  /** Partials that have no final yet, for a node's `state()`: whoever takes its place withdraws them. Undefined: none. */
  get standing(): readonly P[] | undefined {
    const partials = [...this.#shown.values()].flatMap((lines) => [...lines.values()]);
    return partials.length === 0 ? undefined : partials;
  }

  /** Whether a partial of this segment comes too late: it, or a later one, is final. */
  isOver(segmentId: number): boolean {
    return segmentId <= this.#lastFinalId;
  }

  /** Shows a partial. */
  async partial(packet: P): Promise<void> {
    this.#note(packet);
    await this.#options.emit(packet);
  }

  /**
   * Ends a segment with what `work` gives, one packet a line. What it shows and gets no final is withdrawn. A final without text is
   * sent only where it withdraws something.
   * @throws what `work` throws, after all was withdrawn
   */
  async final(segment: SegmentSpan, work: () => Promise<readonly P[]>): Promise<void> {
    let finals: readonly P[] = [];
    try {
      finals = await work();
    } finally {
      this.#lastFinalId = Math.max(this.#lastFinalId, segment.segmentId);
      if (!this.#options.signal.aborted) await this.#end(segment, finals);
    }
  }

  #note(partial: P): void {
    const lines = this.#shown.get(partial.segmentId) ?? new Map<string, P>();
    this.#shown.set(partial.segmentId, lines.set(this.#lineOf(partial), partial));
  }

  async #end(segment: SegmentSpan, finals: readonly P[]): Promise<void> {
    const lines = this.#shown.get(segment.segmentId) ?? new Map<string, P>();
    this.#shown.delete(segment.segmentId);
    await this.#withdrawOlder(segment.segmentId);
    for (const packet of finals) {
      const wasShown = lines.delete(this.#lineOf(packet));
      if (packet.text !== "" || wasShown) await this.#options.emit(packet);
    }
    for (const partial of lines.values()) await this.#withdraw(partial, segment);
  }

  /** Finals come in order: what stands of earlier segments gets none any more. */
  async #withdrawOlder(segmentId: number): Promise<void> {
    for (const [id, lines] of [...this.#shown]) {
      if (id > segmentId) continue;
      this.#shown.delete(id);
      for (const partial of lines.values()) await this.#withdraw(partial, partial);
    }
  }

  async #withdraw(partial: P, span: MediaSpan): Promise<void> {
    await this.#options.emit({ ...partial, ...spanOf(span), hypothesis: "final", text: "" });
  }

  #lineOf(packet: P): string {
    return this.#options.lineOf?.(packet) ?? "";
  }
}

const partialLosses: Readonly<Record<string, VerdictKind>> = {
  "task.cancelled": "lost",
  "task.timeout": "late",
  "pool.full": "lost",
};

/** What a failed task means for a partial, where it loses the partial only: the next one comes soon. Else undefined. */
export function lossOfPartial(error: unknown): VerdictKind | undefined {
  return error instanceof FlowError ? partialLosses[error.code] : undefined;
}
