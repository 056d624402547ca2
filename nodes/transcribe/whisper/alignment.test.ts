import { expect, test } from "vitest";
import { alignTokens, medianFilter, monotonePath, normaliseOverTokens } from "./alignment.ts";

/** Weights of tokens that look at their own stretch of the audio; `starts` in frames, the last one is the end. */
function attention(starts: readonly number[], frames: number, peak = 1): Float32Array[] {
  return starts
    .slice(0, -1)
    .map((start, token) =>
      Float32Array.from({ length: frames }, (_, at) =>
        at >= start && at < (starts[token + 1] as number) ? peak : 0.1,
      ),
    );
}

const starts = [0, 12, 30, 55, 80, 100];

test("tokens begin where their weight begins", () => {
  const rows = attention(starts, 100);
  expect(alignTokens(rows, { frames: 100, withAudio: 100, filterFrames: 7 })).toEqual(starts.slice(0, -1));
});

test("a head that follows nothing does not spoil one that follows the audio", () => {
  const flat = new Float32Array(100).fill(0.01);
  const rows = attention(starts, 100).map((row) => Float32Array.from([...flat, ...row]));
  expect(alignTokens(rows, { frames: 100, withAudio: 100, filterFrames: 7 })).toEqual(starts.slice(0, -1));
});

test("single frames out of place are filtered away", () => {
  const rows = attention(starts, 100);
  for (const [token, row] of rows.entries()) row[(20 * token + 50) % 100] = 3;
  expect(alignTokens(rows, { frames: 100, withAudio: 100, filterFrames: 7 })).toEqual(starts.slice(0, -1));
});

test("weight behind the audio's end counts for nothing", () => {
  const rows = attention([0, 12, 30, 60], 100).map((row) => row.fill(9, 60));
  expect(alignTokens(rows, { frames: 100, withAudio: 60, filterFrames: 7 })).toEqual([0, 12, 30]);
});

test("times never go back, whatever the weights are", () => {
  const rows = attention([0, 40, 80, 100], 100).reverse();
  const found = alignTokens(rows, { frames: 100, withAudio: 100, filterFrames: 7 });
  expect(found).toEqual([...found].sort((a, b) => a - b));
});

test("the path collects the most weight there is", () => {
  const row = (...values: number[]) => Float32Array.from(values);
  expect(monotonePath([row(1, -1, -1), row(-1, 1, -1), row(-1, -1, 1)])).toEqual([0, 1, 2]);
  expect(monotonePath([row(1, 1, 1), row(0, 0, 1)])).toEqual([0, 2]);
  expect(monotonePath([row(1, 0, 0), row(1, 1, 1)])).toEqual([0, 0]);
  expect(monotonePath([])).toEqual([]);
});

test("more tokens than frames are no trouble", () => {
  const rows = Array.from({ length: 5 }, () => new Float32Array([1, 1]));
  expect(alignTokens(rows, { frames: 2, withAudio: 2, filterFrames: 7 })).toHaveLength(5);
});

test("every frame has mean 0 and deviation 1 over the tokens, and 0 where all are the same", () => {
  const rows = [Float32Array.of(1, 5), Float32Array.of(3, 5)];
  normaliseOverTokens(rows);
  expect(rows).toEqual([Float32Array.of(-1, 0), Float32Array.of(1, 0)]);
});

test("the median filter mirrors the row at its ends, and leaves a short row", () => {
  expect([...medianFilter(Float32Array.of(5, 1, 2, 9, 3), 3)]).toEqual([1, 2, 2, 3, 9]);
  expect([...medianFilter(Float32Array.of(5, 1), 7)]).toEqual([5, 1]);
});
