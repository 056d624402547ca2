import { expect, test } from "vitest";
import type { SegmentPacket } from "#engine/graph/packets.ts";
import { ClosedSegments } from "./closed-segments.ts";

const segment = (segmentId: number, startSamples: number): SegmentPacket => ({
  type: "segment",
  segmentId,
  state: "closed",
  samples: new Float32Array(),
  sampleRateHz: 16000,
  startSamples,
  endSamples: startSamples + 100,
  clockRateHz: 16000,
});

test("segments that will be recognised again do not count", () => {
  const closed = new ClosedSegments(4);
  for (const [id, start] of [
    [5, 0],
    [6, 1000],
    [7, 2000],
  ] as const)
    closed.add(segment(id, start));
  expect(closed.lastBefore(0)).toBe(4);
  expect(closed.lastBefore(2000)).toBe(6);
  expect(closed.lastBefore(9000)).toBe(7);
  expect(closed.lastBefore(9000)).toBe(7);
});

test("its memory is bounded when nobody ever asks", () => {
  const closed = new ClosedSegments(0);
  for (let id = 1; id <= 1000; id++) closed.add(segment(id, id * 1000));
  expect(closed.lastBefore(0)).toBe(1000 - 256);
});
