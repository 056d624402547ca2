/** Media time that may be ahead: a session drops what waits for longer than 30 s, and takes a while itself. */
const maxAheadMs = 10_000;
/** A client that comes back with what it stored during a drop catches up, and yet cannot flood the session. */
const timesRealTime = 2;

/**
 * How far a client's audio runs ahead of its session, which is taken to work at twice real time: after a drop of 30 s
 * nothing is lost then by one that works at real time at least.
 */
export class Pace {
  #aheadMs = 0;
  #atMs = 0;

  /** Audio of this length has gone to the session. `nowMs` of a clock that only goes forward. */
  add(ms: number, nowMs: number): void {
    this.#aheadMs = Math.max(0, this.#aheadMs - (nowMs - this.#atMs) * timesRealTime) + ms;
    this.#atMs = nowMs;
  }

  /** Whether more has to wait. */
  isAhead(nowMs: number): boolean {
    return this.#aheadMs - (nowMs - this.#atMs) * timesRealTime > maxAheadMs;
  }
}
