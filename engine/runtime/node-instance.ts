import { type FlowError, toFlowError } from "../errors.ts";
import type { Packet } from "../graph/packets.ts";
import type { MediaSpan } from "../media-time.ts";
import type { PlanEdge, PlanNode } from "../plan/compile.ts";
import type { MediaClock } from "./clock.ts";
import type { LiveConfig, NodeRuntime } from "./define-runtime.ts";
import { errorEvent } from "./error-event.ts";
import type { Link } from "./link.ts";
import { NodeMetrics, type Timing } from "./metrics.ts";
import { Outlet } from "./outlet.ts";

/** What a node instance has of its session. */
export interface SessionHandle {
  readonly clock: MediaClock;
  readonly timing: Timing;
  /** Ends the session with this error. */
  fail(error: FlowError): void;
  /** The node has flushed, and its receivers know. */
  finished(node: NodeInstance): void;
}

/** Sends a packet; the promise, where there is one, is to be awaited before the next. */
export type Emit = (port: string, packet: Packet) => Promise<void> | undefined;

/**
 * One node of one session: its settings, its metrics, its outlet and its end. How packets reach it and leave it is the
 * matter of its kind: `SourceInstance`, `SyncInstance`, `AsyncInstance`.
 */
export abstract class NodeInstance {
  readonly metrics = new NodeMetrics();
  readonly outlet = new Outlet(this.metrics);
  runtime: NodeRuntime = {};
  /** What the runtime is given as `ctx.emit`. */
  abstract readonly emit: Emit;
  protected readonly session: SessionHandle;
  #plan: PlanNode;
  readonly #config: { current: Readonly<Record<string, unknown>> };
  /** Inputs that have not ended. */
  #openInputs = 0;
  #detached = false;
  #finishing: Promise<void> | undefined;
  #hasFinished = false;

  constructor(plan: PlanNode, session: SessionHandle) {
    this.#plan = plan;
    this.#config = { current: { ...plan.config } };
    this.session = session;
  }

  get plan(): PlanNode {
    return this.#plan;
  }

  /** The settings in force, for its runtime to read. */
  get config(): LiveConfig {
    return this.#config;
  }

  /** Brings other settings into force; its runtime reads them at its next use. */
  configure(config: Readonly<Record<string, unknown>>): void {
    this.#config.current = config;
  }

  /** Goes on under the node of another plan, with its settings. */
  adopt(plan: PlanNode): void {
    this.#plan = plan;
    this.configure({ ...plan.config });
  }

  /** Makes the end of a wire that leads here. */
  link(edge: PlanEdge): Link {
    this.#openInputs++;
    return this.linkOf(edge);
  }

  protected abstract linkOf(edge: PlanEdge): Link;

  /** Takes all wires off a node that is at rest. */
  unwire(): void {
    this.outlet.unwire();
    this.#openInputs = 0;
  }

  /** One of the node's inputs has ended; queues may still hold packets. */
  inputEnded(): void {
    this.#openInputs--;
    this.finishIfEnded();
  }

  /** Finishes a node whose inputs have all ended and been worked off (or that never had one). */
  finishIfEnded(): void {
    if (this.#openInputs === 0 && !this.hasEnded && !this.isWorking) this.#finishing = this.#finish();
  }

  /** Whether its end has come: it is flushed, or is about to be. */
  get hasEnded(): boolean {
    return this.#finishing !== undefined || this.#detached;
  }

  get isDetached(): boolean {
    return this.#detached;
  }

  /** Flushes a node whose place another takes; its wires go on to the other. */
  async flush(): Promise<void> {
    try {
      await this.runtime.flush?.();
      await this.outlet.takeGate();
    } catch (error) {
      const { capturedSamples: at, rateHz } = this.session.clock;
      if (this.#detached) return;
      this.reject(this.asFlowError(error), { startSamples: at, endSamples: at, clockRateHz: rateHz });
    }
  }

  /** Reports a packet that the node cannot take: over its error port, else by the end of the session. */
  reject(error: FlowError, packet: MediaSpan): void {
    this.metrics.errors++;
    if (!this.outlet.isWired("error")) {
      this.session.fail(error);
      return;
    }
    try {
      this.outlet.emit("error", errorEvent(error, packet));
    } catch {
      this.session.fail(error); // the wire itself is broken, and the first reason is the one to tell
    }
  }

  /** Drops everything in progress: nothing is sent any more. */
  detach(): void {
    this.#detached = true;
    this.outlet.unwire();
  }

  /** Start, in media time, of the earliest thing that waits here, is worked on or is held; undefined: nothing. */
  heldSince(): number | undefined {
    return this.runtime.heldSince?.();
  }

  /** Whether a packet waits here or is worked on. */
  get isBusy(): boolean {
    return false;
  }

  /** Whether nothing happens in it until a packet comes. */
  get isAtRest(): boolean {
    return !this.isWorking && (this.#finishing === undefined || this.#hasFinished);
  }

  /** Settles when what it does now is done; there may be more behind it then. */
  async settled(): Promise<void> {
    await this.idle();
    await this.#finishing;
  }

  /** Settles when a packet in progress is done. */
  idle(): Promise<void> {
    return Promise.resolve();
  }

  /** Whether it still works off packets by itself. */
  protected get isWorking(): boolean {
    return false;
  }

  protected asFlowError(error: unknown): FlowError {
    return toFlowError(error, "node.failed", { nodeId: this.plan.id });
  }

  async #finish(): Promise<void> {
    try {
      await this.runtime.flush?.();
      await this.outlet.takeGate();
    } catch (error) {
      if (!this.#detached) this.session.fail(this.asFlowError(error));
    }
    this.#endLinks();
    this.#hasFinished = true;
    this.session.finished(this);
  }

  /** Receivers behind a wire that cannot be ended would wait for ever, so the session ends. */
  #endLinks(): void {
    try {
      for (const link of this.outlet.links) link.end();
    } catch (error) {
      if (!this.#detached) this.session.fail(this.asFlowError(error));
    }
  }
}
