import { FlowError } from "#engine/errors.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";
import { FfmpegProcess } from "./ffmpeg-process.ts";

const sampleRateHz = 48_000;
const sampleBytes = 4;
/** A device that gives nothing for this long at its start never will. */
const startWaitMs = 5000;

/**
 * A sound device of this machine, read through ffmpeg as mono float PCM at 48 kHz.
 * https://ffmpeg.org/ffmpeg-devices.html, sections alsa and pulse
 */
export class SoundDevice {
  /** What it records. Ends with the device. */
  readonly feed = new AudioFeed();
  readonly #device: string;
  readonly #signal: AbortSignal;
  #ffmpeg: FfmpegProcess | undefined;
  #rest: Buffer = Buffer.alloc(0);
  #isClosed = false;

  /**
   * @param device `alsa:NAME` or `pulse:NAME`
   * @param signal ends the recording when it fires
   */
  constructor(device: string, signal: AbortSignal) {
    this.#device = device;
    this.#signal = signal;
  }

  /**
   * Starts to record. Resolves with the first audio.
   * @throws {FlowError} `ffmpeg.missing`, or `audio-device.failed` with ffmpeg's reason, field `device`
   */
  async open(): Promise<void> {
    const started = Promise.withResolvers<boolean>();
    const ffmpeg = new FfmpegProcess(ffmpegArguments(this.#device), this.#signal);
    this.#ffmpeg = ffmpeg;
    ffmpeg.output.on("data", (bytes: Buffer) => {
      this.#take(bytes);
      started.resolve(true);
    });
    void ffmpeg.gone.then(() => {
      this.feed.end();
      started.resolve(false);
    });
    const timer = setTimeout(() => started.resolve(false), startWaitMs);
    const isRecording = await started.promise;
    clearTimeout(timer);
    if (isRecording) return;
    await this.close();
    throw this.#failure(ffmpeg);
  }

  /** @throws {FlowError} `audio-device.failed` when the feed ended because the device did. */
  throwIfFailed(): void {
    if (!this.#signal.aborted && !this.#isClosed && this.#ffmpeg) throw this.#failure(this.#ffmpeg);
  }

  /** Ends the recording and waits until ffmpeg is gone. May be called twice, and without open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#ffmpeg?.close();
  }

  /** Samples may be cut anywhere by the pipe: what is left of one waits for its rest. */
  #take(bytes: Buffer): void {
    const whole = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const samples = new Float32Array(Math.floor(whole.length / sampleBytes));
    whole.copy(new Uint8Array(samples.buffer));
    this.#rest = whole.subarray(samples.byteLength);
    this.feed.push(samples, sampleRateHz);
  }

  #failure({ spawnError, reason }: FfmpegProcess): FlowError {
    if (spawnError !== undefined) {
      const message = `The device "${this.#device}" is read through ffmpeg, which is not installed.`;
      const hint = 'Install ffmpeg, or use the device "browser".';
      return new FlowError("ffmpeg.missing", { field: "device", message, hint, cause: spawnError });
    }
    const message = `ffmpeg gets no audio from "${this.#device}": ${reason}.`;
    return new FlowError("audio-device.failed", { field: "device", message });
  }
}

function ffmpegArguments(device: string): string[] {
  const colon = device.indexOf(":");
  const input = ["-f", device.slice(0, colon), "-i", device.slice(colon + 1)];
  return [...input, "-f", "f32le", "-ac", "1", "-ar", `${sampleRateHz}`, "pipe:1"];
}
