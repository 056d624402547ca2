import { RealFft } from "./fft.ts";

/** Rate that {@link KaldiFilterBank} is made for, in Hz. */
export const fbankSampleRateHz = 16_000;
/** Bands of a frame. */
export const fbankBands = 80;

const frameSamples = 400; // 25 ms
const hopSamples = 160; // 10 ms
const fftSize = 512;
const lowestHz = 20;
const highestHz = 8_000;
const preEmphasis = 0.97;
const fullScale = 32_768; // Kaldi works on 16-bit integers
const powerFloor = 1.1920929e-7; // FLT_EPSILON

/** A triangular filter: its weights for the FFT bins from `firstBin` on. */
interface Triangle {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/**
 * Log-mel filter bank as Kaldi's `compute-fbank-feats` makes it without dither: 25 ms frames every 10 ms (only
 * whole ones: snip edges), mean of each frame removed, pre-emphasis 0.97, symmetric Hamming window, 512-point
 * power spectrum, 80 triangular bands from 20 Hz to 8 kHz on mel = 1127 ln(1 + f/700), natural logarithm.
 * Tables are made once; one instance is for one thread.
 *
 * Algorithm: Kaldi, feat/feature-window.cc and feat/mel-computations.cc.
 */
export class KaldiFilterBank {
  readonly #fft = new RealFft(fftSize);
  readonly #window = hamming(frameSamples);
  readonly #triangles = melTriangles();
  readonly #frame = new Float64Array(fftSize);
  readonly #power = new Float64Array(fftSize / 2 + 1);

  /**
   * @param samples mono at 16 kHz, -1…1
   * @returns [frames, 80], row by row; empty when there is no whole frame
   */
  compute(samples: Float32Array): Float32Array {
    const frames = fbankFrames(samples.length);
    const out = new Float32Array(frames * fbankBands);
    for (let frame = 0; frame < frames; frame++) {
      this.#loadFrame(samples, frame * hopSamples);
      this.#fft.power(this.#frame, this.#power);
      this.#triangles.forEach((triangle, band) => {
        out[frame * fbankBands + band] = Math.log(Math.max(powerFloor, this.#energy(triangle)));
      });
    }
    return out;
  }

  /** The frame scaled, without its mean, pre-emphasised and windowed; the rest of the FFT's input stays zero. */
  #loadFrame(samples: Float32Array, start: number): void {
    const frame = this.#frame;
    let sum = 0;
    for (let at = 0; at < frameSamples; at++) sum += samples[start + at] as number;
    const mean = sum / frameSamples;
    let before = ((samples[start] as number) - mean) * fullScale;
    for (let at = 0; at < frameSamples; at++) {
      const value = ((samples[start + at] as number) - mean) * fullScale;
      frame[at] = (value - preEmphasis * before) * (this.#window[at] as number);
      before = value;
    }
  }

  #energy({ firstBin, weights }: Triangle): number {
    let energy = 0;
    for (let at = 0; at < weights.length; at++) {
      energy += (weights[at] as number) * (this.#power[firstBin + at] as number);
    }
    return energy;
  }
}

/** Frames that fit whole into this many samples. */
export function fbankFrames(samples: number): number {
  return samples < frameSamples ? 0 : 1 + Math.floor((samples - frameSamples) / hopSamples);
}

/**
 * The features with each band's mean over time taken away (cepstral mean normalisation), which takes the
 * level and the microphone's colour out.
 * @param features [frames, 80]
 */
export function subtractBandMeans(features: Float32Array): Float32Array {
  const means = new Float64Array(fbankBands);
  const frames = features.length / fbankBands;
  features.forEach((value, at) => {
    means[at % fbankBands] = (means[at % fbankBands] as number) + value / frames;
  });
  return features.map((value, at) => value - (means[at % fbankBands] as number));
}

function hamming(length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => 0.54 - 0.46 * Math.cos((2 * Math.PI * at) / (length - 1)));
}

function toMel(hz: number): number {
  return 1127 * Math.log(1 + hz / 700);
}

/** Triangles of equal width on the mel scale, each from its left neighbour's peak to its right neighbour's. */
function melTriangles(): Triangle[] {
  const lowest = toMel(lowestHz);
  const step = (toMel(highestHz) - lowest) / (fbankBands + 1);
  const binMels = Array.from({ length: fftSize / 2 }, (_, bin) => toMel((bin * fbankSampleRateHz) / fftSize));
  return Array.from({ length: fbankBands }, (_, band) => {
    const peak = lowest + (band + 1) * step;
    const weights = binMels.map((mel) => Math.max(0, 1 - Math.abs(mel - peak) / step));
    const firstBin = weights.findIndex((weight) => weight > 0);
    const endBin = weights.findLastIndex((weight) => weight > 0) + 1;
    return { firstBin, weights: Float64Array.from(weights.slice(firstBin, endBin)) };
  });
}
