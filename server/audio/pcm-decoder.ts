import { plausibleSample } from "#engine/audio/plausible-sample.ts";
import type { AudioDecoder, DecodedAudio } from "./decoder.ts";

const nothing = Buffer.alloc(0);

/**
 * Little-endian PCM, interleaved, mixed to mono by the mean of its channels. What is no number becomes silence:
 * one NaN would poison every filter behind it. Typed arrays over the socket's own bytes: they have the order of the
 * machine, which is little-endian wherever ONNX Runtime is.
 */
export class PcmDecoder implements AudioDecoder {
  readonly #format: "pcm-s16le" | "pcm-f32le";
  readonly #sampleRateHz: number;
  readonly #channels: number;
  readonly #sampleBytes: number;
  /** Start of a frame whose rest is still to come. */
  #rest: Buffer = nothing;

  constructor(format: "pcm-s16le" | "pcm-f32le", sampleRateHz: number, channels: number) {
    this.#format = format;
    this.#sampleRateHz = sampleRateHz;
    this.#channels = channels;
    this.#sampleBytes = format === "pcm-s16le" ? 2 : 4;
  }

  decode(bytes: Buffer): DecodedAudio[] {
    const whole = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frameBytes = this.#sampleBytes * this.#channels;
    const usedBytes = whole.length - (whole.length % frameBytes);
    // A copy, since a few bytes would keep all of the socket's memory.
    this.#rest = usedBytes === whole.length ? nothing : Buffer.from(whole.subarray(usedBytes));
    if (usedBytes === 0) return [];
    const isAligned = whole.byteOffset % this.#sampleBytes === 0;
    const { buffer, byteOffset } = isAligned ? whole : Uint8Array.from(whole);
    const count = usedBytes / this.#sampleBytes;
    const samples =
      this.#format === "pcm-s16le"
        ? fromIntegers(new Int16Array(buffer, byteOffset, count), this.#channels)
        : fromFloats(new Float32Array(buffer, byteOffset, count), this.#channels);
    return [{ samples, sampleRateHz: this.#sampleRateHz }];
  }

  flush(): DecodedAudio[] {
    return [];
  }

  close(): void {
    this.#rest = nothing;
  }
}

// Four loops that differ in little: one for all is several times slower.

function fromIntegers(values: Int16Array, channels: number): Float32Array {
  const samples = new Float32Array(values.length / channels);
  const scale = 1 / 32_768 / channels;
  if (channels === 1) {
    for (let at = 0; at < samples.length; at++) samples[at] = (values[at] as number) * scale;
    return samples;
  }
  for (let frame = 0, at = 0; frame < samples.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += values[at++] as number;
    samples[frame] = sum * scale;
  }
  return samples;
}

function fromFloats(values: Float32Array, channels: number): Float32Array {
  const samples = new Float32Array(values.length / channels);
  if (channels === 1) {
    for (let at = 0; at < samples.length; at++) samples[at] = plausibleSample(values[at] as number);
    return samples;
  }
  for (let frame = 0, at = 0; frame < samples.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += values[at++] as number;
    samples[frame] = plausibleSample(sum / channels);
  }
  return samples;
}
