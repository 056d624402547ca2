import { FlowError, toFlowError } from "../errors.ts";
import type { MediaSpan, Packet } from "../graph/packets.ts";
import type { PlanNode } from "../plan/compile.ts";
import type { MediaClock } from "./clock.ts";
import type { NodeRuntime } from "./define-runtime.ts";
import { errorEvent } from "./error-event.ts";
import { Inbox } from "./inbox.ts";
import type { Arrival, Link, QueuedLink, Receiver } from "./link.ts";
import { NodeMetrics, SamplingPace, type Timing } from "./metrics.ts";
import { SourceControl } from "./source-control.ts";

/** What a node instance needs from its session. */
export interface InstanceHost {
  readonly clock: MediaClock;
  readonly timing: Timing;
  /** Ends the session with this error. */
  fail(error: FlowError): void;
  /** The node has flushed and told its receivers. */
  finished(node: NodeInstance): void;
}

const noLinks: readonly Link[] = [];

/**
 * One node of one session: hands packets to its runtime, its runtime's packets to its links, and keeps its
 * metrics. A synchronous node works inside its sender's call; an asynchronous one pulls from its queues.
 */
export class NodeInstance implements Receiver {
  /** The settings in force. Its runtime reads them at each use: live ones change in place. */
  readonly config: Record<string, unknown>;
  readonly metrics = new NodeMetrics();
  runtime: NodeRuntime = {};
  /** For sources: how they are held, and make room for others. */
  readonly control: SourceControl;
  #plan: PlanNode;
  readonly #host: InstanceHost;
  readonly #pace = new SamplingPace();
  #outputs = new Map<string, Link[]>();
  #inbox = new Inbox();
  #lastPort: string | undefined;
  #lastLinks: readonly Link[] = noLinks;
  /** Set while a receiver downstream of a synchronous call is full; handed to whoever can wait. */
  #gate: Promise<void> | undefined;
  #arrivals = 0;
  #emitMs = 0;
  #detached = false;
  #finishing: Promise<void> | undefined;
  #hasFinished = false;
  #pumping: Promise<void> | undefined;
  /** Start of the packet that an asynchronous node works on, in media time. */
  #workingSince: number | undefined;

  constructor(plan: PlanNode, host: InstanceHost) {
    this.#plan = plan;
    this.config = { ...plan.config };
    this.control = new SourceControl(this);
    this.#host = host;
  }

  get plan(): PlanNode {
    return this.#plan;
  }

  /** Goes on under the node of another plan, with its settings. */
  adopt(plan: PlanNode): void {
    this.#plan = plan;
    for (const field of Object.keys(this.config)) if (!(field in plan.config)) delete this.config[field];
    Object.assign(this.config, plan.config);
  }

  connect(port: string, link: Link): void {
    const links = this.#outputs.get(port);
    if (links === undefined) this.#outputs.set(port, [link]);
    else links.push(link);
  }

  /** Counts an input; a queued one is also pulled from. */
  addInput(queued?: QueuedLink): void {
    this.#inbox.add(queued);
  }

  /** Takes all wires off a node that is at rest. */
  unwire(): void {
    this.#outputs = new Map();
    this.#lastPort = undefined;
    this.#inbox = new Inbox();
  }

  get links(): Link[] {
    return [...this.#outputs.values()].flat();
  }

  /** Sends over every wire of a port. Answers a promise when one of them leads to a full queue. */
  emit(port: string, packet: Packet): Promise<void> | undefined {
    if (port !== this.#lastPort) {
      this.#lastPort = port;
      this.#lastLinks = this.#outputs.get(port) ?? noLinks;
    }
    const links = this.#lastLinks;
    this.metrics.packetsOut++;
    let gate: Promise<void> | undefined;
    for (let at = 0; at < links.length; at++) {
      const full = (links[at] as Link).deliver(packet);
      if (full !== undefined) gate = both(gate, full);
    }
    if (gate !== undefined) this.#gate = both(this.#gate, gate);
    return gate;
  }

  /** emit() of a source: moves the media clock, and times one packet in a while. */
  emitFromSource(port: string, packet: Packet): Promise<void> | undefined {
    if (this.control.held !== undefined) return this.control.keep(port, packet);
    const { clock, timing } = this.#host;
    clock.advance(packet.endSamples, packet.clockRateHz);
    timing.active = this.#pace.due();
    try {
      return this.emit(port, packet);
    } finally {
      timing.active = false;
      this.#gate = undefined;
    }
  }

  /** emit() of an asynchronous node: like a source's, and the time spent downstream is not the node's own. */
  emitFromAsync(port: string, packet: Packet): Promise<void> | undefined {
    const { timing } = this.#host;
    const startMs = performance.now();
    timing.active = this.#pace.due();
    try {
      return this.emit(port, packet);
    } finally {
      timing.active = false;
      this.#emitMs += performance.now() - startMs;
    }
  }

  receive(port: string, packet: Packet): Promise<void> | undefined {
    this.metrics.packetsIn++;
    try {
      const working = this.#host.timing.active
        ? this.#processTimed(port, packet)
        : this.runtime.process?.(port, packet);
      if (working !== undefined) this.#refusePromise(working, packet);
    } catch (error) {
      this.reject(this.#asFlowError(error), packet);
    }
    return this.#takeGate();
  }

  nextArrival(): number {
    return this.#arrivals++;
  }

  wake(): void {
    if (this.#pumping === undefined && !this.#detached) this.#pumping = this.#pump();
  }

  inputEnded(): void {
    this.#inbox.open--;
    this.finishIfEnded();
  }

  /** Finishes a node whose inputs have all ended and been worked off (or that never had one). */
  finishIfEnded(): void {
    if (this.#inbox.open > 0 || this.hasEnded || this.#pumping !== undefined) return;
    if (this.#inbox.isEmpty) this.#finishing = this.#finish();
  }

  /** Whether its end has come: it is flushed, or is about to be. */
  get hasEnded(): boolean {
    return this.#finishing !== undefined || this.#detached;
  }

  /** Flushes a node whose place another takes; its wires go on to the other. */
  async flush(): Promise<void> {
    try {
      await this.runtime.flush?.();
      await this.#takeGate();
    } catch (error) {
      const { capturedSamples: at, rateHz } = this.#host.clock;
      if (this.#detached) return;
      this.reject(this.#asFlowError(error), { startSamples: at, endSamples: at, clockRateHz: rateHz });
    }
  }

  reject(error: FlowError, packet: MediaSpan): void {
    this.metrics.errors++;
    const links = this.#outputs.get("error");
    if (links === undefined || links.length === 0) this.#host.fail(error);
    else this.emit("error", errorEvent(error, packet));
  }

  /** Drops everything in progress: queues are emptied, nothing is sent any more. */
  detach(): void {
    this.#detached = true;
    this.#outputs = new Map();
    this.#lastPort = undefined;
    this.#inbox.clear();
    this.control.drop();
  }

  /** Start, in media time, of the earliest thing that waits here, is worked on or is held; undefined: nothing. */
  heldSince(): number | undefined {
    const starts = [...this.#inbox.starts(), this.#workingSince, this.runtime.heldSince?.()];
    const known = starts.filter((start) => start !== undefined);
    return known.length === 0 ? undefined : known.reduce((a, b) => Math.min(a, b));
  }

  /** Whether a packet waits here or is worked on. */
  get isBusy(): boolean {
    return this.#workingSince !== undefined || !this.#inbox.isEmpty;
  }

  /** Whether nothing happens in it until a packet comes. */
  get isAtRest(): boolean {
    return this.#pumping === undefined && (this.#finishing === undefined || this.#hasFinished);
  }

  /** Settles when what it does now is done; there may be more behind it then. */
  async settled(): Promise<void> {
    await this.#pumping;
    await this.#finishing;
  }

  /** Settles when a packet in progress is done. */
  async idle(): Promise<void> {
    await this.#pumping;
  }

  #asFlowError(error: unknown): FlowError {
    return toFlowError(error, "node.failed", { nodeId: this.plan.id });
  }

  /** A synchronous node that goes on later would lose the order of its packets, and its errors with it. */
  #refusePromise(working: Promise<void>, packet: Packet): void {
    working.catch(() => {});
    const error = new FlowError("node.failed", {
      nodeId: this.plan.id,
      message: "Its process() answers a promise, though its definition says that it is synchronous.",
      hint: 'Set execution: "async" in the definition.',
    });
    this.reject(error, packet);
  }

  #processTimed(port: string, packet: Packet): void | Promise<void> {
    const { timing, clock } = this.#host;
    const outerMs = timing.nestedMs;
    timing.nestedMs = 0;
    const startMs = performance.now();
    try {
      return this.runtime.process?.(port, packet);
    } finally {
      const totalMs = performance.now() - startMs;
      this.metrics.process.record(Math.max(0, totalMs - timing.nestedMs));
      this.metrics.lagMs = clock.lagMs(packet.endSamples);
      timing.nestedMs = outerMs + totalMs;
    }
  }

  async #pump(): Promise<void> {
    await Promise.resolve(); // whoever sent the packet goes on first
    const inbox = this.#inbox;
    for (let next = inbox.oldest(); next !== undefined && !this.#detached; next = inbox.oldest()) {
      const { packet } = next.queue.shift() as Arrival;
      await this.#processAsync(next.port, packet);
      const gate = this.#takeGate();
      if (gate !== undefined) await gate;
    }
    this.#pumping = undefined;
    this.finishIfEnded();
  }

  async #processAsync(port: string, packet: Packet): Promise<void> {
    this.metrics.packetsIn++;
    this.#emitMs = 0;
    const startMs = performance.now();
    this.#workingSince = packet.startSamples;
    try {
      const working = this.runtime.process?.(port, packet);
      if (working !== undefined) await working;
    } catch (error) {
      if (!this.#detached) this.reject(this.#asFlowError(error), packet);
    }
    this.#workingSince = undefined;
    this.metrics.process.record(Math.max(0, performance.now() - startMs - this.#emitMs));
    this.metrics.lagMs = this.#host.clock.lagMs(packet.endSamples);
  }

  async #finish(): Promise<void> {
    try {
      await this.runtime.flush?.();
      await this.#takeGate();
    } catch (error) {
      if (!this.#detached) this.#host.fail(this.#asFlowError(error));
    }
    for (const link of this.links) link.end();
    this.#hasFinished = true;
    this.#host.finished(this);
  }

  #takeGate(): Promise<void> | undefined {
    const gate = this.#gate;
    if (gate !== undefined) this.#gate = undefined;
    return gate;
  }
}

function both(first: Promise<void> | undefined, second: Promise<void>): Promise<void> {
  return first === undefined ? second : Promise.all([first, second]).then(() => undefined);
}
