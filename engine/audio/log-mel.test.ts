import { expect, test } from "vitest";
import { LogMel, type LogMelSettings, slaneyMelBands } from "./log-mel.ts";

const whisper: LogMelSettings = {
  sampleRateHz: 16000,
  fftSize: 400,
  hopSamples: 160,
  melBands: 80,
  windowSamples: 8000,
};

/** Two gliding tones and a little noise, from a generator of its own, so that every run gets the same. */
function sound(length: number): Float32Array {
  let seed = 1;
  return Float32Array.from({ length }, (_, at) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return 0.4 * Math.sin(at * at * 2e-5) + 0.1 * Math.sin(at * 0.9) + 0.02 * (seed / 2147483648 - 0.5);
  });
}

/** Slaney's scale written as frequency of every mel step, so that nothing is shared with the code tested. */
function melMatrix({ sampleRateHz, fftSize, melBands }: LogMelSettings): number[][] {
  const toHz = (mel: number) => (mel < 15 ? (mel * 200) / 3 : 1000 * 6.4 ** ((mel - 15) / 27));
  const topMel = 15 + (27 * Math.log(sampleRateHz / 2 / 1000)) / Math.log(6.4);
  const hz = Array.from({ length: melBands + 2 }, (_, at) => toHz((topMel * at) / (melBands + 1)));
  return Array.from({ length: melBands }, (_, band) => {
    const [low, centre, high] = hz.slice(band, band + 3) as [number, number, number];
    return Array.from({ length: fftSize / 2 + 1 }, (_, bin) => {
      const at = (bin * sampleRateHz) / fftSize;
      const rise = (at - low) / (centre - low);
      const fall = (high - at) / (high - centre);
      return (2 / (high - low)) * Math.max(0, Math.min(rise, fall));
    });
  });
}

function slowPower(frame: readonly number[], bin: number): number {
  let re = 0;
  let im = 0;
  frame.forEach((value, at) => {
    const hann = Math.sin((Math.PI * at) / frame.length) ** 2;
    const angle = (2 * Math.PI * ((bin * at) % frame.length)) / frame.length;
    re += hann * value * Math.cos(angle);
    im += hann * value * Math.sin(angle);
  });
  return re * re + im * im;
}

/** log_mel_spectrogram of openai/whisper, written out as its text says. */
function slowLogMel(samples: Float32Array, settings: LogMelSettings): number[][] {
  const { fftSize, hopSamples, windowSamples } = settings;
  const padded = Array.from({ length: windowSamples }, (_, at) => samples[at] ?? 0);
  const mirrored = (at: number) =>
    padded[at < 0 ? -at : at >= windowSamples ? 2 * windowSamples - 2 - at : at];
  const powers = Array.from({ length: windowSamples / hopSamples }, (_, frame) => {
    const start = frame * hopSamples - fftSize / 2;
    const part = Array.from({ length: fftSize }, (_, at) => mirrored(start + at) as number);
    return Array.from({ length: fftSize / 2 + 1 }, (_, bin) => slowPower(part, bin));
  });
  const logs = melMatrix(settings).map((weights) =>
    powers.map((power) => {
      const sum = weights.reduce((total, weight, bin) => total + weight * (power[bin] as number), 0);
      return Math.log10(Math.max(sum, 1e-10));
    }),
  );
  const loudest = Math.max(...logs.flat());
  return logs.map((row) => row.map((value) => (Math.max(value, loudest - 8) + 4) / 4));
}

function worstDifference(samples: Float32Array, settings: LogMelSettings): number {
  const features = new LogMel(settings).compute(samples);
  const expected = slowLogMel(samples, settings).flat();
  expect(features).toHaveLength(expected.length);
  return Math.max(...expected.map((value, at) => Math.abs(value - (features[at] as number))));
}

test.each([80, 128])("%i bands are those of a slow reference within 1e-4", (melBands) => {
  expect(worstDifference(sound(8000), { ...whisper, melBands })).toBeLessThan(1e-4);
});

test.each([1, 161, 5000, 7999])("%i samples are followed by silence", (length) => {
  expect(worstDifference(sound(length), whisper)).toBeLessThan(1e-4);
});

test("what lies beyond the window is left out", () => {
  const logMel = new LogMel(whisper);
  expect(logMel.compute(sound(9000))).toEqual(logMel.compute(sound(9000).subarray(0, 8000)));
});

test("a call leaves no trace in the next one, and the samples are not written to", () => {
  const logMel = new LogMel(whisper);
  const samples = sound(3000);
  const first = logMel.compute(samples);
  logMel.compute(sound(8000));
  expect(logMel.compute(samples)).toEqual(first);
  expect(samples).toEqual(sound(3000));
});

test("digital silence is the floor everywhere", () => {
  expect(new Set(new LogMel(whisper).compute(new Float32Array(8000)))).toEqual(new Set([-1.5]));
});

test("each band has the area one, and together they reach from 0 Hz to half the rate", () => {
  const bands = slaneyMelBands({ sampleRateHz: 16000, fftSize: 16384, melBands: 80 });
  for (const { weights } of bands) {
    const area = weights.reduce((sum, weight) => sum + weight, 0) * (16000 / 16384);
    expect(area).toBeCloseTo(1, 2);
  }
  expect(bands[0]?.start).toBe(1);
  expect((bands[79]?.start ?? 0) + (bands[79]?.weights.length ?? 0)).toBe(8192);
});
