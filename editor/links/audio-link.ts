import {
  type AudioClientMessage,
  type AudioHello,
  type AudioServerMessage,
  mayComeBack,
} from "#engine/protocol/audio-stream.ts";
import { AudioRing } from "./audio-ring.ts";
import { backoffMs } from "./backoff.ts";
import { dropSocket, type OpenSocket, openSocket, type Socket } from "./socket.ts";

/** Why a session is over before its time, in words for people. */
export interface LinkError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Where a link stands. Times are wall time, ms since 1970. */
export type LinkState =
  | { readonly phase: "connecting" }
  | { readonly phase: "live" }
  | { readonly phase: "reconnecting"; readonly sinceMs: number }
  | { readonly phase: "stopping" }
  | { readonly phase: "ended" }
  | { readonly phase: "failed"; readonly error: LinkError };

/** What lets a page take its session up again. */
export interface SessionTicket {
  readonly sessionId: string;
  readonly secret: string;
}

/** A session as the server names it. */
export interface NamedSession extends SessionTicket {
  /** Lets listeners in, where the server asks for a token. */
  readonly listenKey?: string | undefined;
}

/** What a link works with. */
export interface AudioLinkOptions {
  readonly url: string;
  /** What to ask for; format and version are the link's own. */
  readonly hello: Pick<AudioHello, "sampleRateHz" | "flow" | "language" | "targetLanguages">;
  /** The session to take up; a new one otherwise. */
  readonly resume?: SessionTicket | undefined;
  onState(state: LinkState): void;
  /** The session, as soon as the server has named it. */
  onSession(session: NamedSession): void;
  /** Default: the browser's WebSocket. */
  readonly open?: OpenSocket;
}

/** More than this on its way out means that the network does not keep up: 2.7 s at 48 kHz. */
const maxBufferedBytes = 256 * 1024;
/** A server that has its hands full lets us wait; when nothing moves for this long the connection is dead. */
const stallMs = 15_000;
const connectTimeoutMs = 8000;
const drainPollMs = 50;

/**
 * Carries audio to the server over any number of connections, as one stream without a gap. Audio
 * is kept until the server has made it safe; after a drop it goes on where the server says that it stands.
 */
export class AudioLink {
  readonly #options: AudioLinkOptions;
  readonly #ring: AudioRing;
  #ticket: SessionTicket | undefined;
  #socket: Socket | undefined;
  #state: LinkState = { phase: "connecting" };
  /** The server has answered on this connection. */
  #isReady = false;
  #stopAsked = false;
  #stopSent = false;
  /** Ring position of the next sample to send. */
  #nextSamples = 0;
  /** Session clock = origin + ring position x ratio; undefined before the first ready. */
  #originSamples: number | undefined;
  #clockRatio = 1;
  #failures = 0;
  #blockedSinceMs: number | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #drain: ReturnType<typeof setTimeout> | undefined;
  #connectTimeout: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AudioLinkOptions) {
    this.#options = options;
    this.#ring = new AudioRing(options.hello.sampleRateHz);
    this.#ticket = options.resume;
    this.#connect();
  }

  /** Where the link stands now. */
  get state(): LinkState {
    return this.#state;
  }

  /** Takes mono audio at the hello's rate, in any phase. It must not be written to afterwards. */
  push(block: Int16Array): void {
    if (this.#stopAsked || this.#isOver) return;
    this.#ring.append(block);
    this.#pump();
  }

  /** The audio is complete: what is left goes out, then the server ends the session. */
  stop(): void {
    if (this.#isOver) return;
    this.#stopAsked = true;
    if (this.#isReady) this.#setState({ phase: "stopping" });
    this.#pump();
  }

  /** Tries again now, for instance when the network is back. */
  retryNow(): void {
    if (this.#retry === undefined) return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  /** Lets go of the server at once; the session waits for a while for whoever takes it up. */
  close(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#drain);
    clearTimeout(this.#connectTimeout);
    if (this.#socket !== undefined) dropSocket(this.#socket);
    this.#socket = undefined;
    this.#isReady = false;
  }

  get #isOver(): boolean {
    return this.#state.phase === "ended" || this.#state.phase === "failed";
  }

  #setState(state: LinkState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  #connect(): void {
    this.#retry = undefined;
    const socket = (this.#options.open ?? openSocket)(this.#options.url);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#send(this.#hello());
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as AudioServerMessage);
    socket.onclose = () => this.#lost();
    this.#connectTimeout = setTimeout(() => this.#lost(), connectTimeoutMs);
  }

  #hello(): AudioHello {
    const { sampleRateHz, flow, language, targetLanguages } = this.#options.hello;
    return {
      type: "hello",
      version: 1,
      format: "pcm-s16le",
      sampleRateHz,
      channels: 1,
      ...(flow === undefined ? {} : { flow }),
      ...(language === undefined ? {} : { language }),
      ...(targetLanguages === undefined ? {} : { targetLanguages }),
      ...(this.#ticket === undefined ? {} : { resume: this.#ticket }),
    };
  }

  #receive(message: AudioServerMessage): void {
    if (message.type === "ready") this.#ready(message);
    else if (message.type === "ack") this.#ring.forget(this.#toRing(message.safeSamples));
    else if (message.type === "ended") this.#over({ phase: "ended" });
    else this.#refused(message);
  }

  #ready(message: AudioServerMessage & { type: "ready" }): void {
    clearTimeout(this.#connectTimeout);
    const { sessionId, secret, listenKey, offsetSamples, clockRateHz } = message;
    this.#ticket = { sessionId, secret };
    const { startSamples, endSamples } = this.#ring;
    const wanted = this.#toRing(offsetSamples);
    this.#nextSamples = Math.min(Math.max(wanted, startSamples), endSamples);
    // What is sent next is the session's next sample, also where audio was lost before this page was there.
    this.#clockRatio = clockRateHz === 0 ? 1 : clockRateHz / this.#options.hello.sampleRateHz;
    this.#originSamples = offsetSamples - this.#nextSamples * this.#clockRatio;
    this.#isReady = true;
    this.#failures = 0;
    this.#options.onSession({ sessionId, secret, listenKey });
    this.#setState({ phase: this.#stopAsked ? "stopping" : "live" });
    this.#pump();
  }

  #toRing(sessionSamples: number): number {
    const originSamples = this.#originSamples ?? sessionSamples;
    return Math.round((sessionSamples - originSamples) / this.#clockRatio);
  }

  /** Sends what is there, as fast as the network takes it. */
  #pump(): void {
    const socket = this.#socket;
    if (!this.#isReady || socket === undefined) return;
    while (this.#nextSamples < this.#ring.endSamples) {
      if (socket.bufferedAmount > maxBufferedBytes) {
        this.#waitForNetwork();
        return;
      }
      this.#nextSamples = Math.max(this.#nextSamples, this.#ring.startSamples);
      const samples = this.#ring.read(this.#nextSamples, this.#options.hello.sampleRateHz / 10);
      socket.send(new Uint8Array(samples.buffer));
      this.#blockedSinceMs = undefined;
      this.#nextSamples += samples.length;
    }
    if (this.#stopAsked && !this.#stopSent) {
      this.#stopSent = true;
      this.#send({ type: "stop" });
    }
  }

  #waitForNetwork(): void {
    this.#blockedSinceMs ??= Date.now();
    clearTimeout(this.#drain);
    if (Date.now() - this.#blockedSinceMs > stallMs) this.#lost();
    else this.#drain = setTimeout(() => this.#pump(), drainPollMs);
  }

  #send(message: AudioClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #lost(): void {
    this.close();
    this.#blockedSinceMs = undefined;
    this.#stopSent = false;
    if (this.#state.phase !== "reconnecting") {
      this.#setState({ phase: "reconnecting", sinceMs: Date.now() });
    }
    this.#retry = setTimeout(() => this.#connect(), backoffMs(this.#failures++));
  }

  #refused({ code, message, hint }: LinkError): void {
    // It ended while this page was away, and ending is what this page wanted.
    if (code === "session.over" && this.#stopAsked) this.#over({ phase: "ended" });
    // Its session is there, and another server has it for a while, or the store is away.
    else if (this.#ticket !== undefined && mayComeBack(code)) this.#lost();
    else this.#over({ phase: "failed", error: { code, message, hint } });
  }

  #over(state: LinkState): void {
    this.close();
    this.#setState(state);
  }
}
