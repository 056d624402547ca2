import { setTimeout as sleep } from "node:timers/promises";
import { FlowError, formatProblem } from "#engine/errors.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { compileFlow } from "#engine/graph/compile.ts";
import type { Packet } from "#engine/graph/packets.ts";
import { toCaptionEvent } from "#engine/protocol/caption-event.ts";
import { type SessionEvent, type SessionState, toSessionEvent } from "#engine/protocol/session-event.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";
import type { Logger, TaskHost } from "#engine/runtime/host.ts";
import { type Checkpoint, Session, type SessionSnapshot } from "#engine/runtime/session.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import { RepeatFilter } from "./repeat-filter.ts";
import type { CaptionPublisher } from "./service.ts";
import type { SessionStore } from "./store.ts";

/** What a live session works with. */
export interface LiveSessionOptions {
  readonly sessionId: string;
  readonly flow: Flow;
  readonly tasks: TaskHost;
  readonly store: SessionStore;
  readonly publisher: CaptionPublisher;
  readonly log: Logger;
  /** Where an interrupted session goes on, and what was kept of it. */
  readonly resume?: { readonly checkpoint: Checkpoint | undefined; readonly kept: readonly SessionEvent[] };
}

/** Why a session failed, in words for its client. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly mend: string;
}

/** How long what is in work may take when the server ends. */
const drainMs = 5000;
/** Waits between attempts to keep an event, in ms; a store may be locked or away for a moment. */
const retriesMs = [100, 400, 1500, 4000];

/** How often a checkpoint is kept and told to the client while nothing else is to be kept. */
const checkpointEveryMs = 1000;

/** A running session of the server: an engine session whose news is kept first and told then. */
export class LiveSession {
  readonly feed: AudioFeed;
  /** Settles, never rejecting, when the session is over and its end is kept. */
  readonly over: Promise<Failure | undefined>;
  /** Told each time a checkpoint has been kept. */
  onSafe: ((safeSamples: number) => void) | undefined;
  readonly #options: LiveSessionOptions;
  readonly #session: Session;
  readonly #repeats: RepeatFilter;
  readonly #timer: NodeJS.Timeout;
  #keptSamples = 0;
  #suspended = false;
  /** Keeps appends in order; every append waits for the one before. */
  #tail: Promise<void> = Promise.resolve();
  #lastSequence = 0;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    const { sessionId, flow, tasks, log, resume } = options;
    const checkpoint = resume?.checkpoint;
    this.feed = new AudioFeed(
      checkpoint && { clockRateHz: checkpoint.clockRateHz, startSamples: checkpoint.safeSamples },
    );
    this.#repeats = new RepeatFilter(resume?.kept ?? []);
    this.#session = new Session(compileFlow(flow, catalogue), {
      sessionId,
      registry,
      tasks,
      log,
      input: this.feed,
      publish: (packet) => this.#publish(packet),
      ...(checkpoint === undefined ? {} : { restore: checkpoint }),
    });
    this.#timer = setInterval(() => void this.#keepCheckpoint(), checkpointEveryMs);
    this.over = this.#untilOver();
  }

  /** Opens the nodes. @throws {FlowError} what a node cannot open with */
  async start(): Promise<void> {
    await this.setState("live");
    await this.#session.start();
  }

  /** Ends the input; what was captured comes out, then `over` settles. */
  stop(): void {
    this.feed.end();
    this.#session.stop();
  }

  /**
   * Ends the session so that it can be taken up again, by the next server say: finished segments come out, an open
   * one stays with the client, who sends it again from the checkpoint on.
   */
  async suspend(): Promise<void> {
    this.#suspended = true;
    const untilMs = performance.now() + drainMs;
    while (this.#session.isBusy && performance.now() < untilMs) await sleep(20);
    await this.#keepCheckpoint();
    await this.#session.abort();
  }

  snapshot(): SessionSnapshot {
    return this.#session.snapshot();
  }

  /** Keeps and tells a state. */
  setState(state: SessionState, reason?: string): Promise<void> {
    return this.#keep({ type: "state", state, ...(reason === undefined ? {} : { reason }) }, async () => {
      await this.#options.store.update(this.#options.sessionId, { state });
    });
  }

  async #untilOver(): Promise<Failure | undefined> {
    const failure = await this.#session.done.then(
      () => undefined,
      (error: unknown) => (this.#suspended ? undefined : this.#failureOf(error)),
    );
    clearInterval(this.#timer);
    try {
      await this.#keepEnd(failure);
    } catch (error) {
      this.#options.log.warn("the end of a session could not be kept", { reason: String(error) });
    }
    return failure;
  }

  #failureOf(error: unknown): Failure {
    const known = error instanceof FlowError ? error : new FlowError("node.failed", { cause: error });
    const { code, message, mend } = known;
    this.#options.log.warn("session failed", { code, reason: formatProblem(known) });
    return { code, message, mend };
  }

  async #keepEnd(failure: Failure | undefined): Promise<void> {
    if (this.#suspended) return this.setState("waiting");
    await this.setState(failure === undefined ? "ended" : "failed", failure?.message);
    this.#options.publisher.end(this.#options.sessionId, this.#lastSequence);
  }

  async #publish(packet: Packet): Promise<void> {
    const event = toSessionEvent(packet);
    if (event !== undefined) {
      if (!this.#repeats.isRepeat(event)) await this.#keep(event);
      return;
    }
    const partial = toCaptionEvent(packet);
    if (partial !== undefined) this.#options.publisher.partial(this.#options.sessionId, partial);
  }

  /** Appends an event, then tells it: what a listener has seen survives a kill of the server. */
  #keep(event: SessionEvent, after: () => Promise<void> = async () => {}): Promise<void> {
    const { store, sessionId, publisher } = this.#options;
    const kept = this.#tail.then(async () => {
      const stored = await this.#retried(() => store.append(sessionId, [event]));
      await after();
      for (const each of stored) {
        this.#lastSequence = each.sequence;
        publisher.event(sessionId, each);
      }
    });
    this.#tail = kept.catch(() => {}); // one event that cannot be kept is no reason to lose the next
    return kept;
  }

  async #retried<T>(work: () => Promise<T>): Promise<T> {
    for (const waitMs of retriesMs) {
      try {
        return await work();
      } catch (error) {
        this.#options.log.warn("an event could not be kept; it is tried again", {
          reason: String(error),
          waitMs,
        });
        await sleep(waitMs);
      }
    }
    return work();
  }

  /** A checkpoint that cannot be kept is made good by the next: the client keeps its audio meanwhile. */
  async #keepCheckpoint(): Promise<void> {
    const checkpoint = this.#session.checkpoint();
    if (checkpoint.safeSamples <= this.#keptSamples) return;
    try {
      await this.#options.store.update(this.#options.sessionId, { checkpoint });
    } catch (error) {
      this.#options.log.warn("a checkpoint could not be kept", { reason: String(error) });
      return;
    }
    this.#keptSamples = checkpoint.safeSamples;
    this.onSafe?.(checkpoint.safeSamples);
  }
}
