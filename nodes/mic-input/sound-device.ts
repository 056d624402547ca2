import { type ChildProcess, spawn } from "node:child_process";
import { FlowError } from "#engine/errors.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";

const sampleRateHz = 48_000;
const sampleBytes = 4;
/** A device that gives nothing for this long at its start never will. */
const startWaitMs = 5000;

/**
 * A sound device of this machine, read through ffmpeg as mono float PCM at 48 kHz.
 * https://ffmpeg.org/ffmpeg-devices.html, sections alsa and pulse
 */
export class SoundDevice {
  /** What it hears. Ends with the device. */
  readonly feed = new AudioFeed();
  readonly #device: string;
  readonly #signal: AbortSignal;
  readonly #gone = Promise.withResolvers<void>();
  #child: ChildProcess | undefined;
  #spawnError: Error | undefined;
  #complaint = "";
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
    const child = spawn("ffmpeg", ffmpegArguments(this.#device), { stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    child.on("error", (error) => {
      this.#spawnError = error;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-2000);
    });
    child.stdout.on("data", (bytes: Buffer) => {
      this.#take(bytes);
      started.resolve(true);
    });
    child.once("close", () => {
      this.feed.end();
      this.#gone.resolve();
      started.resolve(false);
    });
    this.#signal.addEventListener("abort", this.#stop, { once: true });
    if (this.#signal.aborted) this.#stop();
    const timer = setTimeout(() => started.resolve(false), startWaitMs);
    const isHeard = await started.promise;
    clearTimeout(timer);
    if (isHeard) return;
    await this.close();
    throw this.#failure();
  }

  /** @throws {FlowError} `audio-device.failed` when the feed ended because the device did. */
  throwIfFailed(): void {
    if (!this.#signal.aborted && !this.#isClosed) throw this.#failure();
  }

  /** Ends the recording and waits until ffmpeg is gone. May be called twice, and without open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#child === undefined) return;
    this.#signal.removeEventListener("abort", this.#stop);
    this.#stop();
    await this.#gone.promise;
  }

  readonly #stop = () => void this.#child?.kill("SIGKILL");

  /** Samples may be cut anywhere by the pipe: what is left of one waits for its rest. */
  #take(bytes: Buffer): void {
    const whole = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const samples = new Float32Array(Math.floor(whole.length / sampleBytes));
    whole.copy(new Uint8Array(samples.buffer));
    this.#rest = whole.subarray(samples.byteLength);
    this.feed.push(samples, sampleRateHz);
  }

  #failure(): FlowError {
    if (this.#spawnError !== undefined) {
      const message = `The device "${this.#device}" is read through ffmpeg, which is not installed.`;
      const hint = 'Install ffmpeg, or use the device "browser".';
      return new FlowError("ffmpeg.missing", { field: "device", message, hint, cause: this.#spawnError });
    }
    const lastLine = this.#complaint.trim().split("\n").at(-1) ?? "";
    const reason = lastLine.replace(/ @ 0x[0-9a-f]+/g, "") || "it gave no reason"; // no addresses
    const message = `ffmpeg gets no audio from "${this.#device}": ${reason}.`;
    return new FlowError("audio-device.failed", { field: "device", message });
  }
}

function ffmpegArguments(device: string): string[] {
  const colon = device.indexOf(":");
  const input = ["-f", device.slice(0, colon), "-i", device.slice(colon + 1)];
  const output = ["-f", "f32le", "-ac", "1", "-ar", `${sampleRateHz}`, "pipe:1"];
  return ["-nostdin", "-v", "error", ...input, ...output];
}
