import { setTimeout as sleep } from "node:timers/promises";
import { FlowError, formatProblem, toFlowError } from "#engine/errors.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import type { Packet } from "#engine/graph/packets.ts";
import { compileFlow, type Plan } from "#engine/plan/compile.ts";
import type { UpdateReport } from "#engine/plan/plan-update.ts";
import { toCaptionEvent } from "#engine/protocol/caption-event.ts";
import { type SessionEvent, type SessionState, toSessionEvent } from "#engine/protocol/session-event.ts";
import type { ShownLine } from "#engine/protocol/shown-line.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";
import type { NodeRegistry, ShownEvent } from "#engine/runtime/define-runtime.ts";
import type { DeviceChange } from "#engine/runtime/device-watch.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { type Checkpoint, Session, type SessionSnapshot } from "#engine/runtime/session.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { DeviceLog } from "./device-log.ts";
import type { OwnedSession } from "./owned-session.ts";
import { RepeatFilter } from "./repeat-filter.ts";
import type { CaptionPublisher } from "./service.ts";
import { ShownLog } from "./shown-log.ts";
import { elsewhere } from "./store.ts";

/** What a live session works with. */
export interface LiveSessionOptions {
  readonly owned: OwnedSession;
  readonly flow: Flow;
  readonly catalogue: NodeCatalogue;
  readonly registry: NodeRegistry;
  readonly tasks: TaskRunner;
  readonly publisher: CaptionPublisher;
  readonly log: Logger;
  /** Called with every line that a node shows. */
  readonly shown: (line: ShownLine) => void;
  /** Where an interrupted session goes on, and its events so far. */
  readonly resume?: { readonly checkpoint: Checkpoint | undefined; readonly events: readonly SessionEvent[] };
}

/** Why a session failed, in words for its client. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** How long what is in work may take when the server ends. */
const drainMs = 5000;
/** Waits between attempts to store an event, in ms; a store may be locked or away for a moment. */
const retriesMs = [100, 400, 1500, 4000];

/** How often a checkpoint is stored and sent to the client while nothing else is to be stored. */
const checkpointEveryMs = 1000;

/** A running session of the server: an engine session whose news is stored first and published then. */
export class LiveSession {
  readonly feed: AudioFeed;
  /** Settles, never rejecting, when the session is over and its end is stored, or another server has it. */
  readonly over: Promise<Failure | undefined>;
  /** Called each time a checkpoint has been stored. */
  onSafe: ((safeSamples: number) => void) | undefined;
  readonly #options: LiveSessionOptions;
  readonly #session: Session;
  readonly #repeats: RepeatFilter;
  readonly #devices: DeviceLog;
  readonly #shown: ShownLog;
  readonly #timer: NodeJS.Timeout;
  #storedSamples = 0;
  /** A revision that the session runs, to be stored with its next checkpoint. */
  #newRevision: number | undefined;
  /** Deployments that are being taken. */
  #updates = 0;
  #suspended = false;
  /** What waited has been dropped: from then on no checkpoint is right. */
  #dropped = false;
  /** Keeps appends in order; every append waits for the one before. */
  #tail: Promise<void> = Promise.resolve();
  #lastSequence = 0;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    const { owned, flow, catalogue, registry, tasks, log, resume } = options;
    const { sessionId } = owned;
    const checkpoint = resume?.checkpoint;
    this.feed = new AudioFeed(
      checkpoint && { clockRateHz: checkpoint.clockRateHz, startSamples: checkpoint.safeSamples },
    );
    this.#repeats = new RepeatFilter(resume?.events ?? []);
    this.#devices = new DeviceLog(resume?.events ?? []);
    this.#shown = new ShownLog(resume?.events ?? []);
    this.#session = new Session(compileFlow(flow, catalogue), {
      sessionId,
      registry,
      tasks,
      log,
      input: this.feed,
      publish: (packet) => this.#publish(packet),
      show: (shown) => this.#show(shown),
      deviceChanged: (change, hasOwnPreferences) => this.#noteDevice(change, hasOwnPreferences),
      ...(checkpoint === undefined ? {} : { restore: checkpoint }),
    });
    this.#timer = setInterval(() => void this.#saveCheckpoint(), checkpointEveryMs);
    owned.onLost = (reason) => this.#leave(reason);
    this.over = this.#untilOver();
  }

  /** Opens the nodes. @throws {FlowError} what a node cannot open with; the store does not answer, or refuses */
  async start(): Promise<void> {
    try {
      await this.setState("live");
    } catch (error) {
      await this.#session.abort(toFlowError(error, "store.unavailable"));
      throw error;
    }
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
    while ((this.#session.isBusy || this.#updates > 0) && performance.now() < untilMs) await sleep(20);
    await this.#saveCheckpoint();
    this.#dropped = true;
    await this.#session.abort();
  }

  /** Whether it ends, or has ended, so that it can be taken up again. */
  get isSuspended(): boolean {
    return this.#suspended;
  }

  /** Whether another server has it; nothing is written or acknowledged any more. */
  get isLost(): boolean {
    return this.#options.owned.isLost;
  }

  snapshot(): SessionSnapshot {
    return this.#session.snapshot();
  }

  /** What it runs, with the settings in force. */
  get plan(): Plan {
    return this.#session.plan;
  }

  /**
   * Goes on with another revision of its flow, and is taken up with that one from here on.
   * @throws {FlowError} what a new node cannot open with; the session goes on as it was
   */
  async update(flow: Flow, revision: number): Promise<UpdateReport> {
    this.#updates++; // meanwhile no checkpoint is stored: its states would be those of one revision under the number of another
    try {
      const report = await this.#session.update(compileFlow(flow, this.#options.catalogue));
      this.#newRevision = revision;
      return report;
    } finally {
      this.#updates--;
      await this.#saveCheckpoint();
    }
  }

  /** Changes live settings of a node; see {@link Session.tune}. */
  tune(nodeId: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return this.#session.tune(nodeId, fields);
  }

  /** Stores and publishes a state. */
  setState(state: SessionState, reason?: string): Promise<void> {
    return this.#store({ type: "state", state, ...(reason === undefined ? {} : { reason }) }, async () => {
      await this.#options.owned.update({ state });
    });
  }

  async #untilOver(): Promise<Failure | undefined> {
    const failure = await this.#session.done.then(
      () => undefined,
      (error: unknown) => (this.#suspended ? undefined : this.#failureOf(error)),
    );
    clearInterval(this.#timer);
    this.#dropped = true;
    await this.#tail; // whoever takes it up again, perhaps here, finds nothing of this one on the way
    try {
      if (!this.isLost) await this.#storeEnd(failure);
    } catch (error) {
      this.#options.log.warn("the end of a session could not be stored", { reason: String(error) });
    }
    return failure;
  }

  /** Another server has it: ends at once, and asks the client to come back. */
  #leave(reason: string): void {
    this.#options.log.warn("another server has the session, so it is stopped here", { reason });
    this.#dropped = true;
    void this.#session.abort(elsewhere(this.#options.owned.sessionId));
  }

  #failureOf(error: unknown): Failure {
    const known = error instanceof FlowError ? error : new FlowError("node.failed", { cause: error });
    const { code, message, hint } = known;
    if (!this.isLost) this.#options.log.warn("session failed", { code, reason: formatProblem(known) });
    return { code, message, hint };
  }

  async #storeEnd(failure: Failure | undefined): Promise<void> {
    const { owned, publisher } = this.#options;
    if (this.#suspended) return this.#store({ type: "state", state: "waiting" }, () => owned.release());
    await this.setState(failure === undefined ? "ended" : "failed", failure?.message);
    publisher.end(owned.sessionId, this.#lastSequence);
  }

  async #publish(packet: Packet): Promise<void> {
    const event = toSessionEvent(packet);
    if (event !== undefined) {
      if (!this.#repeats.isRepeat(event)) await this.#store(event);
      return;
    }
    const partial = toCaptionEvent(packet);
    if (partial !== undefined) this.#options.publisher.partial(this.#options.owned.sessionId, partial);
  }

  /** No task waits for its device to be written down; captions that come of it are stored after it. */
  #noteDevice(change: DeviceChange, hasOwnPreferences: boolean): void {
    const event = this.#devices.eventOf(change, hasOwnPreferences);
    if (event === undefined) return;
    this.#store(event).catch((error: unknown) => {
      this.#options.log.warn("a change of device could not be stored", { reason: String(error) });
    });
  }

  /** Who works on the flow sees a line at once; captions come to listeners by what is published. */
  #show(shown: ShownEvent): void {
    if (shown.kind !== "line") return;
    const { kind: _, ...line } = shown;
    this.#options.shown(line);
    const event = this.#shown.eventOf(line);
    if (event === undefined || this.#repeats.isRepeat(event)) return;
    this.#store(event).catch((error: unknown) => {
      this.#options.log.warn("a line that a node showed could not be stored", { reason: String(error) });
    });
  }

  /** Stores an event, then publishes it: what a listener has seen survives a kill of the server. */
  #store(event: SessionEvent, after: () => Promise<void> = async () => {}): Promise<void> {
    const { owned, publisher } = this.#options;
    const done = this.#tail.then(async () => {
      const stored = await this.#retried(() => owned.append([event]));
      await after();
      for (const each of stored) {
        this.#lastSequence = each.sequence;
        publisher.event(owned.sessionId, each);
      }
    });
    this.#tail = done.catch(() => {}); // one event that cannot be stored is no reason to lose the next
    return done;
  }

  async #retried<T>(work: () => Promise<T>): Promise<T> {
    for (const waitMs of retriesMs) {
      try {
        return await work();
      } catch (error) {
        if (this.isLost) throw error;
        this.#options.log.warn("an event could not be stored; it is tried again", {
          reason: String(error),
          waitMs,
        });
        await sleep(waitMs);
      }
    }
    return work();
  }

  /** A checkpoint that cannot be stored is made good by the next: the client keeps its audio meanwhile. */
  async #saveCheckpoint(): Promise<void> {
    if (this.#updates > 0 || this.#dropped) return;
    const checkpoint = this.#session.checkpoint();
    const { safeSamples } = checkpoint;
    const revision = this.#newRevision;
    if (safeSamples <= this.#storedSamples && revision === undefined) return;
    try {
      await this.#options.owned.update({
        ...(safeSamples === 0 ? {} : { checkpoint }),
        ...(revision === undefined ? {} : { revision }),
      });
    } catch (error) {
      if (!this.isLost) this.#options.log.warn("a checkpoint could not be stored", { reason: String(error) });
      return;
    }
    if (this.#newRevision === revision) this.#newRevision = undefined;
    if (safeSamples <= this.#storedSamples) return;
    this.#storedSamples = safeSamples;
    this.onSafe?.(safeSamples);
  }
}
