import { text } from "../texts/texts.ts";
import workletUrl from "./capture-worklet.ts?worker&url";
import { LevelMeter } from "./level.ts";

/** A microphone to choose from. */
export interface MicrophoneDevice {
  readonly deviceId: string;
  readonly label: string;
}

/** Why there is no sound: the browser cannot, the user said no, there is none, or another program holds it. */
export type MicrophoneProblem = "unsupported" | "denied" | "missing" | "busy";

/** What a capture tells its page. */
export interface MicrophoneEvents {
  /** Mono, 20 ms, at the capture's rate. */
  onBlock(block: Float32Array): void;
  /** The microphone was unplugged, or its permission withdrawn. */
  onLost(): void;
}

// Echo and noise removal are made for calls and eat consonants; a weak microphone does need gain.
const processing = { echoCancellation: false, noiseSuppression: false, autoGainControl: true };

/** An open microphone. Its rate stays the same when another device takes its place. */
export class Microphone {
  readonly meter = new LevelMeter();
  readonly #context: AudioContext;
  readonly #node: AudioWorkletNode;
  readonly #events: MicrophoneEvents;
  #stream: MediaStream | undefined;
  #source: MediaStreamAudioSourceNode | undefined;

  /**
   * Opens the device, or the system's default when the id is empty or unknown.
   * @throws {DOMException} see {@link problemOf}
   */
  static async open(deviceId: string, events: MicrophoneEvents): Promise<Microphone> {
    const stream = await openStream(deviceId);
    const context = new AudioContext({ latencyHint: "interactive" });
    await context.audioWorklet.addModule(workletUrl);
    const microphone = new Microphone(context, events);
    microphone.#listenTo(stream);
    return microphone;
  }

  private constructor(context: AudioContext, events: MicrophoneEvents) {
    this.#context = context;
    this.#events = events;
    this.#node = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
    this.#node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      this.meter.add(data, context.sampleRate);
      events.onBlock(data);
    };
  }

  get sampleRateHz(): number {
    return this.#context.sampleRate;
  }

  /** Id of the device that is open. */
  get deviceId(): string {
    return this.#stream?.getAudioTracks()[0]?.getSettings().deviceId ?? "";
  }

  /** Goes over to another device. @throws {DOMException} the old one then stays open */
  async switchTo(deviceId: string): Promise<void> {
    this.#listenTo(await openStream(deviceId));
  }

  /** Lets the sound in: a browser may hold it back until the page is touched. */
  async resume(): Promise<void> {
    await this.#context.resume();
  }

  async close(): Promise<void> {
    this.#release();
    this.#node.port.onmessage = null;
    await this.#context.close();
  }

  #listenTo(stream: MediaStream): void {
    this.#release();
    this.#stream = stream;
    this.#source = this.#context.createMediaStreamSource(stream);
    this.#source.connect(this.#node);
    for (const track of stream.getAudioTracks()) track.onended = () => this.#events.onLost();
  }

  #release(): void {
    this.#source?.disconnect();
    for (const track of this.#stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
  }
}

/** Microphones of this machine. Browsers name them only once one has been allowed. */
export async function listMicrophones(): Promise<MicrophoneDevice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter(({ kind, deviceId }) => kind === "audioinput" && deviceId !== "")
    .map(({ deviceId, label }, at) => ({
      deviceId,
      label: label || text("microphone.numbered", { number: at + 1 }),
    }));
}

/** Whether the page may listen without asking. */
export async function isMicrophoneGranted(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: "microphone" as PermissionName });
    return state === "granted";
  } catch {
    return false; // this browser does not tell: ask when the user does
  }
}

/** What went wrong, from what opening a microphone threw. */
export function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "unsupported";
}

async function openStream(deviceId: string): Promise<MediaStream> {
  const device = deviceId === "" ? {} : { deviceId: { ideal: deviceId } };
  return navigator.mediaDevices.getUserMedia({ audio: { ...processing, ...device } });
}
