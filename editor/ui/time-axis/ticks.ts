import { type MediaRange, spanOf } from "./media-range.ts";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Steps that people count in, in ms. */
const steps: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 6, 12, 24].map((hours) => hours * hourMs),
];

/** The smallest round step, in ms, that leaves each tick its room; whole days where none does. */
export function tickStep(range: MediaRange, widthPx: number, roomPx: number): number {
  const least = (spanOf(range) * roomPx) / Math.max(1, widthPx);
  const day = 24 * hourMs;
  return steps.find((step) => step >= least) ?? Math.ceil(least / day) * day;
}

/** Multiples of a step in a range, in ms. Counted in whole steps, so that nothing adds up. */
export function ticksIn({ fromMs, toMs }: MediaRange, stepMs: number): number[] {
  const first = Math.ceil(fromMs / stepMs);
  const count = Math.max(0, Math.floor(toMs / stepMs) - first + 1);
  return Array.from({ length: count }, (_, at) => (first + at) * stepMs);
}

/** Media time as `h:mm:ss.mmm`: hours where there are any, as many digits of a second as the step tells apart. */
export function tickLabel(ms: number, stepMs: number): string {
  const digits = stepMs >= secondMs ? 0 : stepMs >= 100 ? 1 : stepMs >= 10 ? 2 : 3;
  const whole = Math.round(ms);
  const [hours, minutes] = [Math.floor(whole / hourMs), Math.floor(whole / minuteMs) % 60];
  const seconds = String(Math.floor(whole / secondMs) % 60).padStart(2, "0");
  const fraction =
    digits === 0
      ? ""
      : `.${String(whole % secondMs)
          .padStart(3, "0")
          .slice(0, digits)}`;
  const tail = `${seconds}${fraction}`;
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, "0")}:${tail}`;
}
