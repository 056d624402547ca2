import { setTimeout as delay } from "node:timers/promises";
import type { WebSocket } from "ws";
import { FlowError } from "#engine/errors.ts";
import { msToSamples, samplesToMs } from "#engine/media-time.ts";
import {
  type AudioHello,
  type AudioServerMessage,
  audioStreamVersion,
  mayComeBack,
} from "#engine/protocol/audio-stream.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { systemClock, type WallClock } from "#engine/runtime/wall-clock.ts";
import type { AccessControl } from "#server/access/access-control.ts";
import type { AudioDecoder, DecodedAudio } from "#server/audio/decoder.ts";
import type { AudioAttachment, SessionService } from "#server/sessions/service.ts";
import { readAudioMessage } from "./audio-message.ts";
import { Gather } from "./gather.ts";
import { Lane } from "./lane.ts";
import type { Outbox } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { textFrame } from "./text-frame.ts";

const helloWaitMs = 10_000;
/** Undecoded bytes above which nothing more is read from the client; TCP then holds it back. */
const maxWaitingBytes = 256 * 1024;
/** What a message that waits costs beside its bytes, roughly: many empty ones are not free. */
const jobBytes = 256;
/** A long message goes to the session in parts of this length, so that it can be held back in between. */
const partMs = 1000;
const paceCheckMs = 50;

/** What an audio socket works with. */
export interface AudioSocketOptions {
  readonly sessions: Pick<SessionService, "attach">;
  readonly createDecoder: (hello: AudioHello) => AudioDecoder;
  readonly access: Pick<AccessControl, "listenKeys">;
  readonly log: Logger;
  /** What audio is paced by. Default: this machine's clock. */
  readonly wallClock?: Pick<WallClock, "nowMs"> | undefined;
}

type Failure = { readonly code: string; readonly message: string; readonly hint: string };

/**
 * One client on `/ws/audio`. What it sends is worked off in order, also where decoding takes time. Close codes: 1000
 * after `ended`; 4400 after an `error` that coming back does not cure; 1011 after one that it may.
 */
export class AudioSocket {
  readonly #outbox: Outbox;
  readonly #options: AudioSocketOptions;
  readonly #clock: Pick<WallClock, "nowMs">;
  readonly #lane = new Lane(
    (error) => this.#fail(error),
    () => this.#outbox.releaseIncoming(),
  );
  readonly #helloTimer: NodeJS.Timeout;
  #waitingBytes = 0;
  /** Made by the hello. */
  #gather: Gather | undefined;
  #decoder: AudioDecoder | undefined;
  #attachment: AudioAttachment | undefined;
  readonly #pace = new Pace();
  #isOver = false;

  constructor(socket: WebSocket, outbox: Outbox, options: AudioSocketOptions) {
    this.#outbox = outbox;
    this.#options = options;
    this.#clock = options.wallClock ?? systemClock;
    this.#helloTimer = setTimeout(() => this.#fail(new FlowError("stream.timeout")), helloWaitMs);
    socket.on("message", (data, isBinary) => this.#receive(data as Buffer, isBinary));
  }

  /** The connection is gone: the session goes on waiting for its client. */
  closed(): void {
    if (!this.#isOver) {
      this.#takeRest();
      this.#attachment?.detach();
    }
    this.#release();
  }

  #receive(bytes: Buffer, isBinary: boolean): void {
    const gathered = isBinary ? this.#gather?.add(bytes) : undefined;
    if (gathered === undefined && isBinary && this.#gather !== undefined) return; // most messages, so no more work
    if (this.#isOver || !this.#outbox.isOpen) return; // while it closes, audio is left to the next connection
    this.#outbox.noteAlive();
    try {
      if (!isBinary) this.#takeText(bytes);
      else if (gathered === undefined) throw outOfOrder("Audio came before hello.");
      else this.#take(gathered);
    } catch (error) {
      this.#fail(error);
    }
  }

  #takeText(bytes: Buffer): void {
    const message = readAudioMessage(bytes);
    if (message.type === "stop") {
      if (this.#gather === undefined) throw outOfOrder("stop came before hello.");
      this.#takeRest();
      this.#inOrder(bytes.length, () => this.#stop());
      return;
    }
    if (this.#gather !== undefined) throw outOfOrder("hello came twice.");
    this.#gather = new Gather(message);
    clearTimeout(this.#helloTimer);
    this.#lane.run(() => this.#attach(message));
  }

  #takeRest(): void {
    const rest = this.#gather?.take();
    if (rest !== undefined) this.#take(rest);
  }

  #take(gathered: Buffer): void {
    this.#inOrder(gathered.length, () => this.#decode(gathered));
    if (this.#lane.isBusy) this.#gather?.giveAway();
  }

  /** Runs a job after those before it, and reads no more from the client while too much waits. */
  #inOrder(messageBytes: number, job: () => void | Promise<void>): void {
    if (!this.#lane.isBusy) {
      this.#lane.run(job);
      return;
    }
    const bytes = messageBytes + jobBytes;
    this.#waitingBytes += bytes;
    if (this.#waitingBytes > maxWaitingBytes) this.#outbox.holdIncoming();
    this.#lane.run(() => {
      this.#waitingBytes -= bytes;
      return job();
    });
  }

  async #attach(hello: AudioHello): Promise<void> {
    this.#decoder = this.#options.createDecoder(hello); // first: what cannot be decoded starts no session
    const attachment = await this.#options.sessions.attach(hello);
    if (this.#isOver) {
      attachment.detach();
      return;
    }
    this.#attachment = attachment;
    attachment.onAck = (safeSamples) => this.#send({ type: "ack", safeSamples });
    attachment.onEnd = (failure) => this.#end(failure);
    this.#ready(attachment);
  }

  #ready({ sessionId, secret, offsetSamples, clockRateHz }: AudioAttachment): void {
    const { listenKeys } = this.#options.access;
    this.#send({
      type: "ready",
      version: audioStreamVersion,
      sessionId,
      secret,
      ...(listenKeys === undefined ? {} : { listenKey: listenKeys.keyOf(sessionId) }),
      offsetSamples,
      clockRateHz,
    });
  }

  #decode(bytes: Buffer): void | Promise<void> {
    const decoded = this.#decoder?.decode(bytes) ?? [];
    return decoded instanceof Promise ? decoded.then((audio) => this.#push(audio)) : this.#push(decoded);
  }

  /** Passes audio on at once as long as the session keeps up. */
  #push(decoded: readonly DecodedAudio[]): void | Promise<void> {
    const nowMs = this.#clock.nowMs();
    let index = 0;
    for (const audio of decoded) {
      if (lengthMs(audio) > partMs || this.#pace.isAhead(nowMs)) return this.#pushPaced(decoded.slice(index));
      this.#pass(audio, nowMs);
      index++;
    }
  }

  async #pushPaced(decoded: readonly DecodedAudio[]): Promise<void> {
    for (const part of decoded.flatMap(inParts)) {
      while (this.#pace.isAhead(this.#clock.nowMs())) {
        await delay(paceCheckMs);
        if (this.#isOver) return;
      }
      this.#pass(part, this.#clock.nowMs());
    }
  }

  #pass(audio: DecodedAudio, nowMs: number): void {
    if (this.#isOver) return; // its client sends again what came after the offset that it is sent next time
    this.#attachment?.push(audio.samples, audio.sampleRateHz);
    this.#pace.add(lengthMs(audio), nowMs);
  }

  async #stop(): Promise<void> {
    await this.#push((await this.#decoder?.flush()) ?? []);
    if (this.#isOver) return;
    await this.#attachment?.stop();
    this.#end(undefined);
  }

  /** The session is over. */
  #end(failure: Failure | undefined): void {
    if (this.#isOver) return;
    const sessionId = this.#attachment?.sessionId ?? "";
    this.#release();
    if (failure !== undefined) {
      this.#refuse(failure);
      return;
    }
    this.#send({ type: "ended", sessionId });
    this.#outbox.close(1000);
  }

  /** The connection cannot go on; a session that was attached waits for its client to come back. */
  #fail(error: unknown): void {
    if (this.#isOver) return;
    if (!(error instanceof FlowError)) {
      this.#options.log.warn("an audio socket failed", { reason: String(error) });
    }
    const failure = error instanceof FlowError ? error : new FlowError("server.failed", { cause: error });
    this.#attachment?.detach();
    this.#release();
    this.#refuse(failure);
  }

  #refuse({ code, message, hint }: Failure): void {
    this.#send({ type: "error", code, message, hint });
    this.#outbox.close(mayComeBack(code) ? 1011 : 4400, code);
  }

  #release(): void {
    this.#isOver = true;
    clearTimeout(this.#helloTimer);
    this.#lane.clear();
    this.#decoder?.close();
    this.#decoder = undefined;
  }

  #send(message: AudioServerMessage): void {
    this.#outbox.send(textFrame(message));
  }
}

function outOfOrder(message: string): FlowError {
  return new FlowError("stream.malformed", { message });
}

function lengthMs({ samples, sampleRateHz }: DecodedAudio): number {
  return samplesToMs(samples.length, sampleRateHz);
}

function inParts({ samples, sampleRateHz }: DecodedAudio): DecodedAudio[] {
  const partSamples = Math.ceil(msToSamples(partMs, sampleRateHz));
  const parts: DecodedAudio[] = [];
  for (let start = 0; start < samples.length; start += partSamples) {
    parts.push({ samples: samples.subarray(start, start + partSamples), sampleRateHz });
  }
  return parts;
}
