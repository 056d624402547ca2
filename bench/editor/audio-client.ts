import { once } from "node:events";
import { readFileSync } from "node:fs";
import { WebSocket } from "ws";
import { decodeWav } from "#engine/audio/wav.ts";
import { audioStreamVersion } from "#engine/protocol/audio-stream.ts";

const frameMs = 20;
/** A burst brings the audio of so much time within half of it. */
const burstMs = 1100;
const sampleFile = new URL("../../flows/samples/conversation.wav", import.meta.url);

/** Mono audio that begins anew at its end. */
export interface Sound {
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
}

/** How audio comes in: evenly, or in bursts, so that every figure of the session changes with every message. */
export type Flood = "even" | "bursts";

/** A client of `/ws/audio` that feeds a session in real time until it is stopped. */
export class AudioClient {
  readonly #socket: WebSocket;
  readonly #timer: NodeJS.Timeout;

  private constructor(socket: WebSocket, sound: Sound, flood: Flood) {
    this.#socket = socket;
    const startMs = performance.now();
    let sent = 0;
    this.#timer = setInterval(() => {
      const passedMs = performance.now() - startMs;
      const burst = passedMs % burstMs;
      const dueMs = flood === "even" ? passedMs : passedMs - burst + Math.min(burstMs, burst * 2);
      for (; sent * frameMs < dueMs; sent++) socket.send(frameAt(sound, sent));
    }, frameMs);
  }

  /** @throws {Error} when the server refuses the session */
  static async start(serverUrl: string, flow: string, sound: Sound, flood: Flood): Promise<AudioClient> {
    const socket = new WebSocket(new URL("/ws/audio", serverUrl));
    await once(socket, "open");
    const { sampleRateHz } = sound;
    const hello = {
      type: "hello",
      version: audioStreamVersion,
      format: "pcm-s16le",
      sampleRateHz,
      channels: 1,
      flow,
    };
    socket.send(JSON.stringify(hello));
    const [answer] = (await once(socket, "message")) as [Buffer];
    const { type, message } = JSON.parse(answer.toString()) as { type: string; message?: string };
    if (type !== "ready") throw new Error(`the server refused a session: ${message}`);
    return new AudioClient(socket, sound, flood);
  }

  /** Ends the audio, and resolves when the session has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const closed = once(this.#socket, "close");
    this.#socket.send('{"type":"stop"}');
    await closed;
  }
}

/** The sample conversation of the project, from so far into it: 0…1. */
export function conversation(from: number): Sound {
  const { samples, sampleRateHz } = decodeWav(readFileSync(sampleFile));
  const start = Math.floor(from * samples.length);
  return {
    samples: Int16Array.from(samples, (_, at) => 32_767 * (samples[(start + at) % samples.length] ?? 0)),
    sampleRateHz,
  };
}

function frameAt({ samples, sampleRateHz }: Sound, index: number): Uint8Array {
  const length = (sampleRateHz * frameMs) / 1000;
  const start = (index % Math.floor(samples.length / length)) * length;
  return new Uint8Array(samples.buffer, samples.byteOffset + start * 2, length * 2);
}
