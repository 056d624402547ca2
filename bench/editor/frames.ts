import type { Page } from "playwright";

/** Frames of one measure, in ms. */
export interface Frames {
  readonly p95Ms: number;
  readonly maxMs: number;
  readonly count: number;
}

/** Notes when the page draws; the bench knows nothing of the DOM, so it is a script. */
export const frameRecorder = `
  window.benchFrames = {
    times: [],
    start() {
      this.times = [];
      const frame = (timeMs) => { this.times.push(timeMs); this.next = requestAnimationFrame(frame); };
      this.next = requestAnimationFrame(frame);
    },
    stop() { cancelAnimationFrame(this.next); return this.times; },
  };
`;

/** Times between the frames that the page draws while something is done in it. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate("benchFrames.start()");
  await act();
  const times = await page.evaluate<number[]>("benchFrames.stop()");
  const gaps = times
    .slice(1)
    .map((time, at) => time - (times[at] ?? time))
    .sort((a, b) => a - b);
  const p95Ms = gaps[Math.ceil(gaps.length * 0.95) - 1];
  const maxMs = gaps.at(-1);
  if (p95Ms === undefined || maxMs === undefined) throw new Error("the page drew no frames");
  return { p95Ms, maxMs, count: gaps.length };
}
