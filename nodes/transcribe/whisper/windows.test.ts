import { expect, test } from "vitest";
import { splitWindow, type WindowShape } from "./windows.ts";

const rateHz = 100;
/** Timestamps of 0.1 s, the window is 10 s long and sounds everywhere. */
const shape: WindowShape = {
  timestampBegin: 1000,
  timestampSamples: 10,
  sampleRateHz: rateHz,
  samples: new Float32Array(10 * rateHz).fill(0.5),
  isLast: false,
};
const at = (seconds: number) => 1000 + Math.round(seconds * 10);
const quietFrom = (seconds: number): WindowShape => ({
  ...shape,
  samples: shape.samples.map((sample, index) => (index < seconds * rateHz ? sample : 0.001)),
});

test("text after the last pair is left to the next window, which starts at that pair", () => {
  const { parts, advanceSamples } = splitWindow([at(0), 1, 2, at(4), at(5), 3, at(8), at(8), 4], shape);
  expect(parts).toEqual([
    { startSamples: 0, endSamples: 400, tokens: [1, 2], firstToken: 1 },
    { startSamples: 500, endSamples: 800, tokens: [3], firstToken: 5 },
  ]);
  expect(advanceSamples).toBe(800);
});

test("the text after the last pair is kept in the last window", () => {
  const tokens = [at(0), 1, at(4), at(5), 3];
  const { parts, advanceSamples } = splitWindow(tokens, { ...shape, isLast: true });
  expect(parts.at(-1)).toEqual({ startSamples: 500, endSamples: 1000, tokens: [3], firstToken: 4 });
  expect(advanceSamples).toBe(1000);
});

test("a window without a pair is taken whole", () => {
  const { parts, advanceSamples } = splitWindow([at(1), 1, 2, 3], shape);
  expect(parts).toEqual([{ startSamples: 100, endSamples: 1000, tokens: [1, 2, 3], firstToken: 1 }]);
  expect(advanceSamples).toBe(1000);
});

test("a single timestamp at the end is believed when the rest is quiet", () => {
  const tokens = [at(0), 1, at(4), at(5), 3, at(6)];
  const { parts, advanceSamples } = splitWindow(tokens, quietFrom(6));
  expect(parts.at(-1)).toEqual({ startSamples: 500, endSamples: 600, tokens: [3], firstToken: 4 });
  expect(advanceSamples).toBe(1000);
});

test.each([true, false])(
  "sound after a single timestamp at the end is decoded again (last: %s)",
  (isLast) => {
    const { parts, advanceSamples } = splitWindow([at(0), 1, at(6)], { ...shape, isLast });
    expect(parts).toEqual([{ startSamples: 0, endSamples: 600, tokens: [1], firstToken: 1 }]);
    expect(advanceSamples).toBe(600);
  },
);

test("less than half a second of sound after the last timestamp is not decoded again", () => {
  expect(splitWindow([at(0), 1, at(9.6)], shape).advanceSamples).toBe(1000);
});

test("every window starts at least a second after the one before", () => {
  expect(splitWindow([at(0), 1, at(0.2), at(0.2), 2], shape).advanceSamples).toBe(1000);
  expect(splitWindow([at(0), 1, at(0.2)], shape).advanceSamples).toBe(1000);
});

test("text that starts behind the end of the audio is left out, unless it is all there is", () => {
  const short: WindowShape = { ...shape, samples: shape.samples.subarray(0, 300), isLast: true };
  expect(splitWindow([at(0), 1, at(2), at(4), 2, at(5)], short).parts).toHaveLength(1);
  expect(splitWindow([at(4), 2, at(5)], short).parts).toEqual([
    { startSamples: 300, endSamples: 300, tokens: [2], firstToken: 1 },
  ]);
});

test("no tokens give no parts", () => {
  expect(splitWindow([], shape)).toEqual({ parts: [], advanceSamples: 1000 });
  expect(splitWindow([at(0)], shape).parts).toEqual([]);
});
