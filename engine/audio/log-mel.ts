import { log10 } from "./fast-log.ts";
import { RealFft } from "./fft.ts";

/** Sizes of the features, as a model's preprocessor_config.json states them. */
export interface LogMelSettings {
  readonly sampleRateHz: number;
  /** Samples an analysis frame (n_fft), even. */
  readonly fftSize: number;
  /** Samples from one frame to the next (hop_length). */
  readonly hopSamples: number;
  /** Mel bands (feature_size). */
  readonly melBands: number;
  /** Samples of the window that every call fills (n_samples), a multiple of the hop. */
  readonly windowSamples: number;
}

/** One mel band: the bins start…start + weights.length - 1 and their weights. */
export interface MelBand {
  readonly start: number;
  readonly weights: Float64Array;
}

const POWER_FLOOR = 1e-10;
/** Everything quieter than this part of the loudest value is raised to it. */
const RANGE_POWER = 1e-8;

/**
 * Whisper's log-mel features. Frames are centred on multiples of the hop (the audio is mirrored at both
 * ends), weighted by a periodic Hann window; their power goes through Slaney mel bands, log10, a clamp to
 * eight decades below the maximum, and (x + 4) / 4.
 *
 * Source: openai/whisper audio.py, log_mel_spectrogram; the bands are those of librosa.filters.mel.
 */
export class LogMel {
  readonly bands: number;
  readonly frames: number;
  readonly #settings: LogMelSettings;
  readonly #fft: RealFft;
  readonly #hann: Float64Array;
  readonly #weights: PackedBands;
  readonly #mirrored: Float64Array;
  readonly #frame: Float64Array;
  readonly #power: Float64Array;

  constructor(settings: LogMelSettings) {
    const { fftSize, windowSamples, hopSamples, melBands } = settings;
    this.bands = melBands;
    this.frames = windowSamples / hopSamples;
    this.#settings = settings;
    this.#fft = new RealFft(fftSize);
    this.#hann = Float64Array.from(
      { length: fftSize },
      (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / fftSize),
    );
    this.#weights = packBands(slaneyMelBands(settings));
    this.#mirrored = new Float64Array(windowSamples + fftSize);
    this.#frame = new Float64Array(fftSize);
    this.#power = new Float64Array(fftSize / 2 + 1);
  }

  /**
   * @param samples at most `windowSamples` at the settings' rate; what lacks is taken as silence, what is
   *   too much is left out
   * @returns `bands` rows of `frames` values, row by row
   */
  compute(samples: Float32Array): Float32Array {
    const used = Math.min(samples.length, this.#settings.windowSamples);
    this.#mirror(samples.subarray(0, used));
    const { fftSize, hopSamples } = this.#settings;
    const sounding = Math.min(this.frames, Math.ceil((used + fftSize / 2) / hopSamples));
    const features = new Float32Array(this.bands * this.frames);
    for (let frame = 0; frame < sounding; frame++) this.#analyse(frame, features);
    normalise(features);
    return features;
  }

  /** The window with half a frame of mirrored audio on both sides, the edge sample itself not repeated. */
  #mirror(samples: Float32Array): void {
    const { fftSize, windowSamples } = this.#settings;
    const half = fftSize / 2;
    const target = this.#mirrored;
    target.fill(0);
    target.set(samples, half);
    for (let at = 1; at <= half; at++) {
      target[half - at] = target[half + at] as number;
      target[half + windowSamples - 1 + at] = target[half + windowSamples - 1 - at] as number;
    }
  }

  #analyse(frame: number, features: Float32Array): void {
    const start = frame * this.#settings.hopSamples;
    const windowed = this.#frame;
    const hann = this.#hann;
    const mirrored = this.#mirrored;
    for (let at = 0; at < windowed.length; at++) {
      windowed[at] = (mirrored[start + at] as number) * (hann[at] as number);
    }
    const power = this.#power;
    this.#fft.power(windowed, power);
    const { starts, ends, weights } = this.#weights;
    let at = 0;
    let target = frame;
    for (let band = 0; band < starts.length; band++) {
      const end = ends[band] as number;
      let sum = 0;
      for (let bin = starts[band] as number; bin < end; bin++) {
        sum += (weights[at++] as number) * (power[bin] as number);
      }
      features[target] = sum;
      target += this.frames;
    }
  }
}

/** Bands side by side: the bins start…end - 1 of each, and the weights of all, one band after the other. */
interface PackedBands {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly weights: Float64Array;
}

function packBands(bands: readonly MelBand[]): PackedBands {
  return {
    starts: Int32Array.from(bands, ({ start }) => start),
    ends: Int32Array.from(bands, ({ start, weights }) => start + weights.length),
    weights: Float64Array.from(bands.flatMap(({ weights }) => [...weights])),
  };
}

/** From powers to what the model takes, in place. */
function normalise(features: Float32Array): void {
  let loudest = POWER_FLOOR;
  for (let at = 0; at < features.length; at++) {
    const power = features[at] as number;
    if (power > loudest) loudest = power;
  }
  const floor = Math.max(POWER_FLOOR, loudest * RANGE_POWER);
  for (let at = 0; at < features.length; at++) {
    if ((features[at] as number) < floor) features[at] = floor;
  }
  log10(features);
  for (let at = 0; at < features.length; at++) features[at] = ((features[at] as number) + 4) / 4;
}

/**
 * Triangular bands from 0 Hz to half the rate, evenly spaced on the Slaney mel scale (linear to 1 kHz,
 * logarithmic above) and each of area one: librosa.filters.mel(htk=False, norm="slaney").
 * Source: Slaney, Auditory Toolbox, 1998.
 */
export function slaneyMelBands(
  settings: Pick<LogMelSettings, "sampleRateHz" | "fftSize" | "melBands">,
): readonly MelBand[] {
  const { sampleRateHz, fftSize, melBands } = settings;
  const highestMel = hertzToMel(sampleRateHz / 2);
  const edgesHz = Array.from({ length: melBands + 2 }, (_, at) =>
    melToHertz((highestMel * at) / (melBands + 1)),
  );
  return Array.from({ length: melBands }, (_, at) => {
    const [low, centre, high] = edgesHz.slice(at, at + 3) as [number, number, number];
    const binHz = sampleRateHz / fftSize;
    const start = Math.floor(low / binHz) + 1;
    const end = Math.min(Math.ceil(high / binHz), fftSize / 2 + 1);
    const weights = Float64Array.from({ length: Math.max(0, end - start) }, (_, bin) => {
      const hertz = (start + bin) * binHz;
      const slope = Math.min((hertz - low) / (centre - low), (high - hertz) / (high - centre));
      return (Math.max(0, slope) * 2) / (high - low);
    });
    return { start, weights };
  });
}

const LINEAR_HZ_PER_MEL = 200 / 3;
const LOG_FROM_HZ = 1000;
const LOG_FROM_MEL = LOG_FROM_HZ / LINEAR_HZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

function hertzToMel(hertz: number): number {
  if (hertz < LOG_FROM_HZ) return hertz / LINEAR_HZ_PER_MEL;
  return LOG_FROM_MEL + Math.log(hertz / LOG_FROM_HZ) / LOG_STEP;
}

function melToHertz(mel: number): number {
  if (mel < LOG_FROM_MEL) return mel * LINEAR_HZ_PER_MEL;
  return LOG_FROM_HZ * Math.exp(LOG_STEP * (mel - LOG_FROM_MEL));
}
