import type { SegmentPacket } from "#engine/graph/packets.ts";

/** Segments remembered at most; by then whoever wanted to know has asked. */
const maxRemembered = 256;

/** Remembers which number was the last before a point in media time, for a session that is taken up again there. */
export class ClosedSegments {
  #lastId: number;
  #later: Pick<SegmentPacket, "segmentId" | "startSamples">[] = [];

  /** @param lastId number of the last segment of an earlier run, 0 when there was none */
  constructor(lastId: number) {
    this.#lastId = lastId;
  }

  add({ segmentId, startSamples }: SegmentPacket): void {
    this.#later.push({ segmentId, startSamples });
    if (this.#later.length > maxRemembered) this.#forgetFirst();
  }

  /** Number of the last segment that starts before `safeSamples`. Later calls may not go back. */
  lastBefore(safeSamples: number): number {
    while ((this.#later[0]?.startSamples ?? safeSamples) < safeSamples) this.#forgetFirst();
    return this.#lastId;
  }

  #forgetFirst(): void {
    this.#lastId = this.#later.shift()?.segmentId ?? this.#lastId;
  }
}
