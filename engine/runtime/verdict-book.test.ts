import { expect, test } from "vitest";
import type { Verdict } from "../graph/verdict.ts";
import { VerdictBook } from "./verdict-book.ts";

const verdict = (segmentId: number): Verdict => {
  const span = { startSamples: 0, endSamples: 1, clockRateHz: 1000 };
  return { kind: segmentId % 2 === 0 ? "heard" : "silence", segmentId, figures: {}, ...span };
};

test("all verdicts are counted, and the latest kept: memory does not grow with the session", () => {
  const book = new VerdictBook();
  expect(book.counts).toBeUndefined();
  for (let id = 1; id <= 1000; id++) book.add(verdict(id));
  expect(book.counts).toEqual({ heard: 500, silence: 500 });
  expect(book.recent).toHaveLength(64);
  expect(book.recent.at(-1)?.segmentId).toBe(1000);
});

test("a node that begins anew counts on from its earlier instance", () => {
  const [before, book] = [new VerdictBook(), new VerdictBook()];
  for (let id = 1; id <= 100; id++) before.add(verdict(id));
  book.countOn(before);
  book.add(verdict(102));
  expect(book.counts).toEqual({ heard: 51, silence: 50 });
  expect(book.recent.map(({ segmentId }) => segmentId).slice(-2)).toEqual([100, 102]);
  expect(book.recent).toHaveLength(64);
});
