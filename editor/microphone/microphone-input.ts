import { type Level, silence } from "./level.ts";
import {
  listMicrophones,
  Microphone,
  type MicrophoneDevice,
  type MicrophoneProblem,
  problemOf,
} from "./microphone.ts";

/** `off`: not opened yet; `lost`: it was open and is gone. */
export type MicrophoneStatus = "off" | "opening" | "on" | "lost" | MicrophoneProblem;

/** What an input works with. */
export interface MicrophoneInputOptions {
  /** The chosen device; empty: the system's. */
  deviceId(): string;
  /** Mono, 20 ms, at {@link MicrophoneInput.sampleRateHz}. */
  onBlock(block: Float32Array): void;
  onStatus(status: MicrophoneStatus): void;
  onDevices(devices: readonly MicrophoneDevice[]): void;
}

/** The chosen microphone of a page: opened and changed at any time, with what became of it. */
export class MicrophoneInput {
  readonly #options: MicrophoneInputOptions;
  #microphone: Microphone | undefined;
  /** While the browser opens or asks: a second request waits for the first, for two would mix their sound. */
  #opening: Promise<void> | undefined;

  constructor(options: MicrophoneInputOptions) {
    this.#options = options;
  }

  /** Rate of the sound, in Hz; undefined while no microphone is open. It stays the same until `close`. */
  get sampleRateHz(): number | undefined {
    return this.#microphone?.sampleRateHz;
  }

  /** The level now. */
  readonly level = (): Level => this.#microphone?.meter.level ?? silence;

  /** Opens the chosen device, or goes over to it; the browser may ask. What goes wrong becomes a status. */
  open(): Promise<void> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Lets the sound in: a browser may hold it back until the page is touched. */
  async resume(): Promise<void> {
    await this.#microphone?.resume();
  }

  async close(): Promise<void> {
    const microphone = this.#microphone;
    this.#microphone = undefined;
    this.#options.onStatus("off");
    await microphone?.close();
  }

  /** Looks again which microphones there are. */
  async listDevices(): Promise<void> {
    this.#options.onDevices(await listMicrophones());
  }

  async #open(): Promise<void> {
    const { deviceId, onBlock, onStatus } = this.#options;
    onStatus("opening");
    try {
      // One that was lost has its context still: the new device goes on at the rate that the session knows.
      if (this.#microphone !== undefined) await this.#microphone.switchTo(deviceId());
      this.#microphone ??= await Microphone.open(deviceId(), { onBlock, onLost: () => onStatus("lost") });
      onStatus("on");
    } catch (error) {
      onStatus(problemOf(error));
    }
    await this.listDevices();
  }
}
