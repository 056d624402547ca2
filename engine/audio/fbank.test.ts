import { expect, test } from "vitest";
import { fbankBands, fbankFrames, KaldiFilterBank, subtractBandMeans } from "./fbank.ts";

/** A signal with energy everywhere: three tones, a little noise from a fixed generator, and a DC offset. */
function signal(samples: number): Float32Array {
  let seed = 1;
  return Float32Array.from({ length: samples }, (_, at) => {
    seed = (seed * 48_271) % 2_147_483_647;
    const tone = (hz: number) => Math.sin((2 * Math.PI * hz * at) / 16_000);
    return 0.2 * tone(220) + 0.1 * tone(1_730) + 0.05 * tone(6_100) + 0.02 * (seed / 2 ** 30 - 1) + 0.1;
  });
}

/** The card of `voiceprint`, word by word, with a DFT and full matrices: slow, and shares nothing with fbank.ts. */
function slowFrame(frame: readonly number[]): number[] {
  const scaled = frame.map((sample) => sample * 32_768);
  const mean = scaled.reduce((sum, value) => sum + value, 0) / 400;
  const centred = scaled.map((value) => value - mean);
  const emphasised = centred.map((value, at) => value - 0.97 * (centred[Math.max(0, at - 1)] as number));
  const windowed = emphasised.map((value, at) => value * (0.54 - 0.46 * Math.cos((2 * Math.PI * at) / 399)));
  const power = Array.from({ length: 257 }, (_, bin) => {
    let re = 0;
    let im = 0;
    for (const [at, value] of windowed.entries()) {
      re += value * Math.cos((2 * Math.PI * bin * at) / 512);
      im -= value * Math.sin((2 * Math.PI * bin * at) / 512);
    }
    return re * re + im * im;
  });
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  const edge = (at: number) => mel(20) + ((mel(8_000) - mel(20)) * at) / 81;
  return Array.from({ length: 80 }, (_, band) => {
    const [left, peak, right] = [edge(band), edge(band + 1), edge(band + 2)] as const;
    const energy = power.reduce((sum, value, bin) => {
      const at = mel((bin * 16_000) / 512);
      if (at <= left || at >= right) return sum;
      return sum + value * (at <= peak ? (at - left) / (peak - left) : (right - at) / (right - peak));
    }, 0);
    return Math.log(Math.max(1.19e-7, energy));
  });
}

test("every frame equals a slow reference written from the card", () => {
  const samples = signal(1_000);
  const features = new KaldiFilterBank().compute(samples);
  expect(features).toHaveLength(4 * fbankBands);
  for (let frame = 0; frame < 4; frame++) {
    const expected = slowFrame(Array.from(samples.subarray(frame * 160, frame * 160 + 400)));
    for (const [band, value] of expected.entries()) {
      expect(features[frame * fbankBands + band]).toBeCloseTo(value, 4);
    }
  }
});

test("only whole frames count", () => {
  expect([0, 399, 400, 559, 560, 16_000].map(fbankFrames)).toEqual([0, 0, 1, 1, 2, 98]);
  expect(new KaldiFilterBank().compute(signal(399))).toHaveLength(0);
});

test("silence gives the floor, not minus infinity", () => {
  const features = new KaldiFilterBank().compute(new Float32Array(400));
  expect(new Set(features)).toEqual(new Set([Math.fround(Math.log(1.1920929e-7))]));
});

test("an instance keeps nothing from one call to the next, and leaves the samples alone", () => {
  const bank = new KaldiFilterBank();
  const samples = signal(2_000);
  const before = samples.slice();
  const first = bank.compute(samples);
  bank.compute(signal(700));
  expect(bank.compute(samples)).toEqual(first);
  expect(samples).toEqual(before);
});

test("without the band means, a louder recording gives the same features", () => {
  const bank = new KaldiFilterBank();
  const quiet = signal(4_000);
  const loud = subtractBandMeans(bank.compute(quiet.map((sample) => sample * 3)));
  subtractBandMeans(bank.compute(quiet)).forEach((value, at) => {
    expect(loud[at]).toBeCloseTo(value, 4);
  });
});

test("each band's mean over time is zero afterwards", () => {
  const features = subtractBandMeans(new KaldiFilterBank().compute(signal(4_000)));
  const sum = (band: number) =>
    features.filter((_, at) => at % fbankBands === band).reduce((total, value) => total + value, 0);
  expect(Math.max(...Array.from({ length: fbankBands }, (_, band) => Math.abs(sum(band))))).toBeLessThan(
    1e-4,
  );
});
