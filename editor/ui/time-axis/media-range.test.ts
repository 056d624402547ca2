import fc from "fast-check";
import { expect, test } from "vitest";
import {
  followed,
  type MediaRange,
  msAt,
  panned,
  placeIn,
  shareAt,
  spanOf,
  viewAfterKey,
  zoomed,
} from "./media-range.ts";

const bounds: MediaRange = { fromMs: 0, toMs: 60_000 };
const view: MediaRange = { fromMs: 10_000, toMs: 20_000 };

test("zooming keeps the moment under the pointer where it is", () => {
  const closer = zoomed(view, 0.5, 12_500, bounds);
  expect(closer).toEqual({ fromMs: 11_250, toMs: 16_250 });
  expect(shareAt(closer, 12_500)).toBe(shareAt(view, 12_500));
});

test("zooming out ends at all there is, zooming in at some hops", () => {
  expect(zoomed(view, 100, 12_000, bounds)).toEqual(bounds);
  expect(spanOf(zoomed(view, 1e-9, 12_000, bounds))).toBe(50);
});

test("zooming out at an edge does not show what is not there", () => {
  expect(zoomed({ fromMs: 0, toMs: 10_000 }, 2, 9_000, bounds)).toEqual({ fromMs: 0, toMs: 20_000 });
});

test("panning stops at the bounds, and never changes how much is shown", () => {
  expect(panned(view, 5_000, bounds)).toEqual({ fromMs: 15_000, toMs: 25_000 });
  expect(panned(view, 1e9, bounds)).toEqual({ fromMs: 50_000, toMs: 60_000 });
  expect(panned(view, -1e9, bounds)).toEqual({ fromMs: 0, toMs: 10_000 });
});

test("whatever is done, the view stays in its bounds", () => {
  const step = fc.record({ factor: fc.double({ min: 0.01, max: 100, noNaN: true }), byMs: fc.integer() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (done) => {
      const last = done.reduce(
        (range, { factor, byMs }) => panned(zoomed(range, factor, msAt(range, 0.3), bounds), byMs, bounds),
        view,
      );
      expect(last.fromMs).toBeGreaterThanOrEqual(bounds.fromMs);
      expect(last.toMs).toBeLessThanOrEqual(bounds.toMs + 1e-6);
      expect(spanOf(last)).toBeGreaterThan(49);
    }),
  );
});

test("a view of the end goes on with a live session, one of the past stays", () => {
  const later: MediaRange = { fromMs: 0, toMs: 62_000 };
  expect(followed({ fromMs: 50_000, toMs: 60_000 }, bounds, later)).toEqual({ fromMs: 52_000, toMs: 62_000 });
  expect(followed(view, bounds, later)).toEqual(view);
  expect(followed(view, bounds, { fromMs: 0, toMs: 5_000 })).toEqual({ fromMs: 0, toMs: 5_000 });
});

test("a stretch is drawn as far as it is in view, and not at all outside", () => {
  expect(placeIn(view, { fromMs: 5_000, toMs: 12_500 })).toEqual({ start: 0, width: 0.25 });
  expect(placeIn(view, { fromMs: 15_000, toMs: 90_000 })).toEqual({ start: 0.5, width: 0.5 });
  expect(placeIn(view, { fromMs: 0, toMs: 9_000 })).toBeUndefined();
});

test("arrows move by a tenth, plus and minus zoom about the middle, 0 shows everything, other keys do nothing", () => {
  expect(viewAfterKey("ArrowRight", view, bounds)).toEqual({ fromMs: 11_000, toMs: 21_000 });
  expect(viewAfterKey("ArrowLeft", { fromMs: 0, toMs: 10_000 }, bounds)).toEqual({ fromMs: 0, toMs: 10_000 });
  expect(viewAfterKey("+", view, bounds)).toEqual({ fromMs: 11_000, toMs: 19_000 });
  expect(viewAfterKey("-", view, bounds)).toEqual({ fromMs: 8_750, toMs: 21_250 });
  expect(viewAfterKey("0", view, bounds)).toEqual(bounds);
  expect(viewAfterKey("Tab", view, bounds)).toBeUndefined();
});
