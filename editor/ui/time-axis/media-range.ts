/** A stretch of media time, in ms from the beginning of a session. */
export interface MediaRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** No closer than this: the view is then some hops wide, in ms. */
const leastMs = 50;

/** How much a notch of the wheel and a key zoom. */
export const notch = 1.25;
/** How far an arrow key goes, as a share of what is in view. */
const stepShare = 0.1;

/** How long a range is, in ms. */
export function spanOf({ fromMs, toMs }: MediaRange): number {
  return toMs - fromMs;
}

/** Where a moment lies in a range: 0 at its beginning, 1 at its end, beyond them outside. */
export function shareAt(range: MediaRange, ms: number): number {
  return (ms - range.fromMs) / spanOf(range);
}

/** The moment at a share of a range; the way back from {@link shareAt}. */
export function msAt(range: MediaRange, share: number): number {
  return range.fromMs + share * spanOf(range);
}

/** Where a stretch is drawn in a range, as shares; undefined where nothing of it is in view. */
export function placeIn(
  range: MediaRange,
  { fromMs, toMs }: MediaRange,
): { readonly start: number; readonly width: number } | undefined {
  if (toMs < range.fromMs || fromMs > range.toMs) return undefined;
  const start = Math.max(0, shareAt(range, fromMs));
  return { start, width: Math.min(1, shareAt(range, toMs)) - start };
}

/** Shows `factor` times as much (under 1: closer), with the moment `atMs` where it was, as far as the bounds allow. */
export function zoomed(range: MediaRange, factor: number, atMs: number, bounds: MediaRange): MediaRange {
  const span = Math.min(Math.max(spanOf(range) * factor, leastMs), spanOf(bounds));
  const fromMs = atMs - shareAt(range, atMs) * span;
  return within({ fromMs, toMs: fromMs + span }, bounds);
}

/** The range moved by so many ms, up to a bound. */
export function panned({ fromMs, toMs }: MediaRange, byMs: number, bounds: MediaRange): MediaRange {
  return within({ fromMs: fromMs + byMs, toMs: toMs + byMs }, bounds);
}

/** The range moved, not cut, into the bounds; all of them where it is longer. */
export function within({ fromMs, toMs }: MediaRange, bounds: MediaRange): MediaRange {
  const span = toMs - fromMs;
  if (span >= spanOf(bounds)) return bounds;
  const start = Math.min(Math.max(fromMs, bounds.fromMs), bounds.toMs - span);
  return { fromMs: start, toMs: start + span };
}

/** The range after its bounds grew: one that showed their end goes on showing it. */
export function followed(range: MediaRange, before: MediaRange, now: MediaRange): MediaRange {
  const isAtEnd = range.toMs >= before.toMs;
  return within(isAtEnd ? panned(range, now.toMs - range.toMs, now) : range, now);
}

/** What a key makes of the view; undefined for a key that means nothing here. */
export function viewAfterKey(key: string, view: MediaRange, bounds: MediaRange): MediaRange | undefined {
  const middleMs = msAt(view, 0.5);
  switch (key) {
    case "ArrowLeft":
      return panned(view, -stepShare * spanOf(view), bounds);
    case "ArrowRight":
      return panned(view, stepShare * spanOf(view), bounds);
    case "+":
    case "=":
      return zoomed(view, 1 / notch, middleMs, bounds);
    case "-":
      return zoomed(view, notch, middleMs, bounds);
    case "0":
      return bounds;
    default:
      return undefined;
  }
}
