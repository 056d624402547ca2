import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rescaleSamples } from "../media-time.ts";
import { Resampler } from "./resampler.ts";

const tone = (length: number, hz: number, rateHz: number) =>
  Float32Array.from({ length }, (_, at) => Math.sin((2 * Math.PI * hz * at) / rateHz));

function convert(samples: Float32Array, inRateHz: number, outRateHz: number): Float32Array {
  const resampler = new Resampler(inRateHz, outRateHz);
  const [body, tail] = [resampler.process(samples), resampler.flush()];
  const all = new Float32Array(body.length + tail.length);
  all.set(body);
  all.set(tail, body.length);
  return all;
}

/** Power of the middle 80% against a full-scale sine, in dB; the ends ring by nature. */
function levelDb(samples: Float32Array): number {
  const middle = samples.subarray(samples.length * 0.1, samples.length * 0.9);
  const power = middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length;
  return 10 * Math.log10(2 * power + 1e-20);
}
const minus = (a: Float32Array, b: Float32Array) => a.map((sample, at) => sample - (b[at] as number));

const rates = [
  [48_000, 16_000],
  [44_100, 16_000],
  [44_099, 16_000],
  [96_000, 16_000],
  [22_050, 16_000],
  [11_025, 16_000],
  [8000, 16_000],
  [16_000, 44_100],
  [16_000, 24_000],
  [768_000, 16_000],
] as const;

describe.each(rates)("%i Hz to %i Hz", (inRateHz, outRateHz) => {
  const nyquistHz = Math.min(inRateHz, outRateHz) / 2;
  const length = Math.round(inRateHz / 4);

  test("the pass band is flat to 0.9 of the lower Nyquist frequency, within 0.1 dB", () => {
    for (const share of [0.001, 0.1, 0.5, 0.8, 0.85, 0.9]) {
      const out = convert(tone(length, share * nyquistHz, inRateHz), inRateHz, outRateHz);
      const ideal = tone(out.length, share * nyquistHz, outRateHz); // slow tones end amid a period
      expect(Math.abs(levelDb(out) - levelDb(ideal)), `${share} of Nyquist`).toBeLessThan(0.1);
    }
  });

  test("a tone comes out as the same tone in phase, nothing else within 90 dB", () => {
    for (const share of [0.05, 0.4, 0.83]) {
      const out = convert(tone(length, share * nyquistHz, inRateHz), inRateHz, outRateHz);
      const rest = minus(out, tone(out.length, share * nyquistHz, outRateHz));
      expect(levelDb(rest), `${share} of Nyquist`).toBeLessThan(-90);
    }
  });

  test("the count is round(input x out / in), also for inputs shorter than the filter", () => {
    for (const count of [0, 1, 2, 7, 100, 1001, 12_345]) {
      const expected = Math.round((count * outRateHz) / inRateHz);
      expect(convert(new Float32Array(count), inRateHz, outRateHz)).toHaveLength(expected);
    }
  });

  test("an impulse comes out where it went in", () => {
    const at = Math.round(inRateHz / 100); // 10 ms
    const impulse = new Float32Array(length);
    impulse[at] = 1;
    const out = convert(impulse, inRateHz, outRateHz);
    const peak = out.indexOf(out.reduce((most, sample) => Math.max(most, sample), 0));
    expect(Math.abs(peak - (at * outRateHz) / inRateHz)).toBeLessThanOrEqual(0.5);
  });
});

test.each(rates.filter(([inRateHz, outRateHz]) => inRateHz > outRateHz))(
  "%i Hz to %i Hz takes a tone above the new Nyquist frequency down by over 90 dB",
  (inRateHz, outRateHz) => {
    for (let hz = 1.001 * (outRateHz / 2); hz < Math.min(inRateHz / 2, 10 * outRateHz); hz *= 1.11) {
      const out = convert(tone(inRateHz / 4, hz, inRateHz), inRateHz, outRateHz);
      expect(levelDb(out), `${hz} Hz`).toBeLessThan(-90);
    }
  },
);

test("picking every third sample fails the measure that the filter passes", () => {
  const alias = tone(12_000, 9000, 48_000).filter((_, at) => at % 3 === 0);
  expect(levelDb(alias)).toBeGreaterThan(-1);
});

test("the output is the same to the bit however the input is cut, and again after a flush", () => {
  const noise = Float32Array.from({ length: 20_000 }, (_, at) => Math.sin(at * at * 0.37));
  const cuts = fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.constantFrom(...rates), cuts, ([inRateHz, outRateHz], lengths) => {
      const resampler = new Resampler(inRateHz, outRateHz);
      const whole = [resampler.process(noise), resampler.flush()];
      const parts: Float32Array[] = [];
      let from = 0;
      for (const length of [...lengths, noise.length]) {
        parts.push(resampler.process(noise.subarray(from, from + length)));
        from += length;
      }
      parts.push(resampler.flush());
      expect(Buffer.concat(parts.map(bytesOf)).equals(Buffer.concat(whole.map(bytesOf)))).toBe(true);
    }),
    { numRuns: 40 },
  );
});
const bytesOf = (samples: Float32Array) =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

test("ten minutes of 44.1 kHz end with the phase and the count that they began with: no drift", () => {
  const [inRateHz, outRateHz, hz] = [44_100, 16_000, 1000];
  const second = tone(inRateHz, hz, inRateHz); // whole periods: each second is the same
  const expected = tone(outRateHz, hz, outRateHz);
  const resampler = new Resampler(inRateHz, outRateHz);
  let count = 0;
  let last: Float32Array = new Float32Array(0);
  for (let elapsed = 0; elapsed < 600; elapsed++) {
    last = resampler.process(second);
    count += last.length;
  }
  const shift = (count - last.length) % outRateHz; // where in the second the last piece starts
  const rest = last.map((sample, at) => sample - (expected[(shift + at) % outRateHz] as number));
  expect(levelDb(rest)).toBeLessThan(-90);
  expect(count + resampler.flush().length).toBe(600 * outRateHz);
});

test("a constant comes out as the same constant at every phase", () => {
  const out = convert(new Float32Array(20_000).fill(0.5), 44_100, 16_000);
  for (const sample of out.subarray(200, -200)) expect(sample).toBeCloseTo(0.5, 6);
});

test("equal rates give a copy", () => {
  const samples = tone(500, 440, 16_000);
  const resampler = new Resampler(16_000, 16_000);
  const out = resampler.process(samples);
  expect(out).toEqual(samples);
  expect(out).not.toBe(samples);
  expect(resampler.flush()).toHaveLength(0);
});

test("rates that are no whole positive number are refused", () => {
  for (const rateHz of [0, -8000, 44_100.5, Number.NaN]) {
    expect(() => new Resampler(rateHz, 16_000)).toThrow(RangeError);
    expect(() => new Resampler(16_000, rateHz)).toThrow(RangeError);
  }
});

test("media time is rescaled exactly, also after a year", () => {
  const secondsOfYear = 31_536_000;
  expect(rescaleSamples(44_100 * secondsOfYear + 441, 44_100, 16_000)).toBe(16_000 * secondsOfYear + 160);
  expect(rescaleSamples(1, 3, 1)).toBe(0);
  expect(rescaleSamples(2, 3, 1)).toBe(1);
});
