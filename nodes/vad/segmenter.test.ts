import fc from "fast-check";
import { expect, test } from "vitest";
import type { LiveConfig } from "#engine/runtime/define-runtime.ts";
import { windowSamples } from "./layout.ts";
import { Segmenter, type SegmenterSettings, type SpeechSegment } from "./segmenter.ts";

const defaults: SegmenterSettings = {
  threshold: 0.5,
  offThreshold: 0.35,
  minSpeechMs: 250,
  minSilenceMs: 300,
  paddingMs: 200,
  maxSegmentMs: 20_000,
  openEveryMs: 0,
};
const windowMs = 32;

/** `count` windows of the same probability. */
const windows = (count: number, probability: number): number[] => Array(count).fill(probability);
const speech = (count: number) => windows(count, 0.9);
const silence = (count: number) => windows(count, 0.05);

function newSegmenter(current: SegmenterSettings): Segmenter {
  return segmenterOf({ current });
}

function segmenterOf(settings: LiveConfig<SegmenterSettings>): Segmenter {
  let lastId = 0;
  return new Segmenter(settings, () => ++lastId);
}

/** A window whose samples are their own indices, so that a segment's samples tell where they come from. */
function windowAt(index: number, length = windowSamples): Float32Array {
  return Float32Array.from({ length }, (_, at) => index + at);
}

function run(probabilities: number[], changed: Partial<SegmenterSettings> = {}, tail = 0): SpeechSegment[] {
  const segmenter = newSegmenter({ ...defaults, ...changed });
  const segments = probabilities.flatMap((probability, at) =>
    segmenter.push(windowAt(at * windowSamples), probability),
  );
  return [...segments, ...segmenter.flush(windowAt(segmenter.endIndex, tail))];
}

const spansMs = (segments: SpeechSegment[]) =>
  segments.map(({ startIndex, endIndex }) => [startIndex / 16, endIndex / 16]);

test("speech between silences is one segment, padded before and after", () => {
  const segments = run([...silence(20), ...speech(20), ...silence(20)]);
  expect(segments.map(({ segmentId, state }) => [segmentId, state])).toEqual([[1, "closed"]]);
  expect(spansMs(segments)).toEqual([[20 * windowMs - 200, 40 * windowMs + 200]]);
});

test("silence gives no segment", () => {
  expect(run(silence(200))).toEqual([]);
});

test("threshold decides where speech begins", () => {
  const murmur = [...silence(10), ...windows(20, 0.45), ...silence(20)];
  expect(run(murmur)).toHaveLength(0);
  expect(run(murmur, { threshold: 0.4 })).toHaveLength(1);
});

test("offThreshold decides where silence begins", () => {
  const dip = [...speech(20), ...windows(15, 0.4), ...speech(20), ...silence(20)];
  expect(run(dip)).toHaveLength(1);
  expect(run(dip, { offThreshold: 0.45 })).toHaveLength(2);
});

test("an offThreshold above the threshold counts as the threshold", () => {
  const level = [...windows(12, 0.55), ...silence(20)];
  expect(run(level, { offThreshold: 0.5 })).toHaveLength(1);
  expect(run(level, { offThreshold: 0.9 })).toEqual(run(level, { offThreshold: 0.5 }));
});

test("once silence has begun only the upper threshold ends it", () => {
  const fading = [...speech(20), ...silence(1), ...windows(12, 0.4), ...speech(20), ...silence(20)];
  expect(run(fading)).toHaveLength(2);
});

test("minSpeechMs drops shorter speech, which takes no segmentId", () => {
  const blip = [...silence(10), ...speech(5), ...silence(20), ...speech(20), ...silence(20)];
  expect(run(blip).map(({ segmentId }) => segmentId)).toEqual([1]);
  expect(run(blip, { minSpeechMs: 150 }).map(({ segmentId }) => segmentId)).toEqual([1, 2]);
});

test("minSilenceMs is the shortest pause that ends a segment", () => {
  const pause = [...speech(20), ...silence(10), ...speech(20), ...silence(30)];
  expect(run(pause, { minSilenceMs: 320 })).toHaveLength(2);
  expect(run(pause, { minSilenceMs: 321 })).toHaveLength(1);
});

test("a segment closes at the window that completes the pause", () => {
  const segmenter = newSegmenter(defaults);
  const closedAt = [...speech(20), ...silence(20)].findIndex(
    (probability, at) => segmenter.push(windowAt(at * windowSamples), probability).length > 0,
  );
  expect(closedAt).toBe(20 + Math.ceil(300 / windowMs) - 1);
});

test("paddingMs is kept on both sides, after the speech up to the pause waited for", () => {
  const audio = [...silence(20), ...speech(20), ...silence(20)];
  expect(spansMs(run(audio, { paddingMs: 30 }))).toEqual([[610, 1310]]);
  expect(spansMs(run(audio, { paddingMs: 400, minSilenceMs: 320 }))).toEqual([[240, 1600]]);
});

test("padding stops at the start of the audio and at the segment before", () => {
  const audio = [...speech(20), ...silence(10), ...speech(20), ...silence(20)];
  const [first, second] = spansMs(run(audio));
  expect(first).toEqual([0, 840]);
  expect(second?.[0]).toBe(840);
});

test("a segment that reaches maxSegmentMs is cut at its quietest late window, no sample lost or doubled", () => {
  const audio = [...speech(10), 0.4, ...speech(40), 0.6, ...speech(30), ...silence(20)];
  const [first, second, ...others] = run(audio, { maxSegmentMs: 2000 });
  expect(others).toEqual([]);
  expect(first?.endIndex).toBe(51.5 * windowSamples);
  expect(second?.startIndex).toBe(first?.endIndex);
  expect(second?.samples[0]).toBe((first?.samples.at(-1) as number) + 1);
  expect([first?.segmentId, second?.segmentId]).toEqual([1, 2]);
});

test("a cut after which no voice is left opens no further segment", () => {
  const audio = [...speech(59), ...silence(4)];
  const segments = run(audio, { minSpeechMs: 0, minSilenceMs: 1000, paddingMs: 30, maxSegmentMs: 2000 });
  expect(segments.map(({ segmentId }) => segmentId)).toEqual([1]);
});

test("endless speech comes in segments none longer than maxSegmentMs", () => {
  const segments = run(speech(400), { maxSegmentMs: 3000 });
  expect(segments.reduce((sum, { samples }) => sum + samples.length, 0)).toBe(400 * windowSamples);
  const broken = run(speech(62), { maxSegmentMs: 2000 }, 511);
  for (const { samples } of segments) expect(samples.length).toBeLessThanOrEqual(48_000);
  for (const { samples } of broken) expect(samples.length).toBeLessThanOrEqual(32_000);
});

test("a cut inside a pause leaves no segment of silence behind", () => {
  const audio = [...speech(50), ...silence(80)];
  const segments = run(audio, { maxSegmentMs: 2000, minSilenceMs: 2000 });
  expect(segments).toHaveLength(1);
});

test("openEveryMs spaces the snapshots, which are beginnings of the closed segment of the same id", () => {
  const audio = [...silence(20), ...speech(60), ...silence(20)];
  const segments = run(audio, { openEveryMs: 500 });
  const closed = segments.at(-1) as SpeechSegment;
  expect(segments.map(({ state }) => state)).toEqual([...Array(4).fill("open"), "closed"]);
  for (const open of segments.slice(0, -1)) {
    expect(open.segmentId).toBe(closed.segmentId);
    expect(open.samples).toEqual(closed.samples.slice(0, open.samples.length));
  }
  expect(run(audio, { openEveryMs: 1000 })).toHaveLength(3);
  expect(run(audio, { openEveryMs: 0 })).toHaveLength(1);
});

test("no snapshot is sent while nothing new is said", () => {
  const snapshots = (silentWindows: number) =>
    run([...speech(20), ...silence(silentWindows)], { openEveryMs: 100, minSilenceMs: 2000 }).slice(0, -1);
  expect(snapshots(10).length).toBeGreaterThan(4);
  expect(snapshots(60)).toEqual(snapshots(10));
});

test("flush closes an open segment and keeps the unfinished window", () => {
  const [segment] = run(speech(20), {}, 100);
  expect(segment).toMatchObject({ state: "closed", startIndex: 0, endIndex: 20 * windowSamples + 100 });
});

test("flush keeps a short last word that lasts to the end, and drops a short noise before it", () => {
  expect(run([...silence(10), ...speech(3)])).toHaveLength(1);
  expect(run([...silence(10), ...speech(3), ...silence(3)])).toHaveLength(0);
});

test("a caller may use its window again after the push", () => {
  const segmenter = newSegmenter(defaults);
  const window = new Float32Array(windowSamples);
  for (let at = 0; at < 20; at++) segmenter.push(window.fill(at), 0.9);
  expect(segmenter.flush(new Float32Array(0))[0]?.samples[0]).toBe(0);
});

test("a changed setting holds from the next window on", () => {
  const config = { current: defaults };
  const segmenter = segmenterOf(config);
  const pushAll = (probabilities: number[]) =>
    probabilities.flatMap((probability) => segmenter.push(windowAt(segmenter.endIndex), probability));
  expect(pushAll([...windows(20, 0.45), ...silence(20)])).toHaveLength(0);
  config.current = { ...defaults, threshold: 0.4 };
  expect(pushAll([...windows(20, 0.45), ...silence(20)])).toHaveLength(1);
});

test("in silence only the padding is kept, in speech only the segment", () => {
  const segmenter = newSegmenter({ ...defaults, maxSegmentMs: 5000 });
  const pushAll = (probabilities: number[]) => {
    for (const probability of probabilities) segmenter.push(windowAt(0), probability);
    return segmenter.endIndex - segmenter.oldestIndex;
  };
  expect(pushAll(silence(1000))).toBeLessThan(3200 + windowSamples);
  expect(pushAll(speech(1000))).toBeLessThan(5 * 16_000 + windowSamples);
});

test("whatever the probabilities, segments are in order, apart, in the audio, and hold its samples", () => {
  const settings = fc.record({
    threshold: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
    offThreshold: fc.double({ min: 0.1, max: 0.8, noNaN: true }),
    minSpeechMs: fc.integer({ min: 0, max: 500 }),
    minSilenceMs: fc.integer({ min: 100, max: 2000 }),
    paddingMs: fc.integer({ min: 30, max: 400 }),
    maxSegmentMs: fc.integer({ min: 2000, max: 6000 }),
    openEveryMs: fc.constantFrom(0, 100, 700),
  });
  const runs = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true })),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(settings, runs, fc.integer({ min: 0, max: 511 }), (changed, stretches, tail) => {
      const probabilities = stretches.flatMap(([count, probability]) => windows(count, probability));
      const segments = run(probabilities, changed, tail);
      let lastEnd = 0;
      let lastId = 0;
      for (const { segmentId, state, startIndex, endIndex, samples } of segments) {
        expect(startIndex).toBeGreaterThanOrEqual(lastEnd);
        expect(endIndex).toBeGreaterThan(startIndex);
        expect(endIndex).toBeLessThanOrEqual(probabilities.length * windowSamples + tail);
        expect(samples).toEqual(windowAt(startIndex, endIndex - startIndex));
        expect(samples.length).toBeLessThanOrEqual(changed.maxSegmentMs * 16);
        expect(segmentId).toBe(lastId + 1);
        if (state === "open") continue;
        lastEnd = endIndex;
        lastId = segmentId;
      }
    }),
  );
});
