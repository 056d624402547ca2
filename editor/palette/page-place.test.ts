import { expect, test } from "vitest";
import type { CanvasHandle } from "../document/canvas-handle.ts";
import { pagePlace } from "./page-place.ts";

/** A canvas that is shifted by 300 and 50 px, at zoom 0.5, and snaps to 8 px. */
const toFlow: CanvasHandle["toFlow"] = (clientX, clientY) => ({
  x: Math.round((clientX - 300) / 0.5 / 8) * 8,
  y: Math.round((clientY - 50) / 0.5 / 8) * 8,
});

test("a place of the flow comes back to where it is in the window", () => {
  const place = pagePlace({ toFlow } as CanvasHandle, toFlow(700, 450));
  expect(place.x).toBeCloseTo(700, -1);
  expect(place.y).toBeCloseTo(450, -1);
});
