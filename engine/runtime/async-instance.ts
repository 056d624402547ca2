import type { Packet } from "../graph/packets.ts";
import type { PlanEdge, PlanNode } from "../plan/compile.ts";
import { Inbox } from "./inbox.ts";
import { type Arrival, type Link, QueuedLink } from "./link.ts";
import { SamplingPace } from "./metrics.ts";
import { type Emit, NodeInstance, type SessionHandle } from "./node-instance.ts";

/** A node that pulls from its queues, one packet at a time, in the order in which they came. */
export class AsyncInstance extends NodeInstance {
  readonly emit: Emit;
  #inbox = new Inbox();
  #arrivals = 0;
  /** Time that process() has spent downstream, in ms. */
  #emitMs = 0;
  #pumping: Promise<void> | undefined;
  /** Start of the packet in progress, in media time. */
  #workingSince: number | undefined;

  constructor(plan: PlanNode, session: SessionHandle) {
    super(plan, session);
    const { outlet } = this;
    const { timing } = session;
    const pace = new SamplingPace();
    this.emit = (port, packet) => {
      const startMs = performance.now();
      timing.active = pace.due();
      try {
        return outlet.emit(port, packet);
      } finally {
        timing.active = false;
        this.#emitMs += performance.now() - startMs;
      }
    };
  }

  /** The next arrival number: packets of several queues are taken in the order in which they came. */
  nextArrival(): number {
    return this.#arrivals++;
  }

  /** A queue in front of the node has something. */
  wake(): void {
    if (this.#pumping === undefined && !this.isDetached) this.#pumping = this.#pump();
  }

  override unwire(): void {
    super.unwire();
    this.#inbox = new Inbox();
  }

  override detach(): void {
    super.detach();
    this.#inbox.clear();
  }

  override heldSince(): number | undefined {
    const starts = [...this.#inbox.starts(), this.#workingSince, super.heldSince()];
    const known = starts.filter((start) => start !== undefined);
    return known.length === 0 ? undefined : known.reduce((a, b) => Math.min(a, b));
  }

  override get isBusy(): boolean {
    return this.#workingSince !== undefined || !this.#inbox.isEmpty;
  }

  override async idle(): Promise<void> {
    await this.#pumping;
  }

  protected override get isWorking(): boolean {
    return this.#pumping !== undefined;
  }

  protected override linkOf(edge: PlanEdge): Link {
    const link = new QueuedLink(edge, this, this.metrics.verdicts);
    this.#inbox.add(link);
    return link;
  }

  async #pump(): Promise<void> {
    await Promise.resolve(); // whoever sent the packet goes on first
    const inbox = this.#inbox;
    for (let next = inbox.oldest(); next !== undefined && !this.isDetached; next = inbox.oldest()) {
      const { packet } = next.queue.shift() as Arrival;
      await this.#process(next.port, packet);
      const gate = this.outlet.takeGate();
      if (gate !== undefined) await gate;
    }
    this.#pumping = undefined;
    this.finishIfEnded();
  }

  async #process(port: string, packet: Packet): Promise<void> {
    this.metrics.packetsIn++;
    this.#emitMs = 0;
    const startMs = performance.now();
    this.#workingSince = packet.startSamples;
    try {
      const working = this.runtime.process?.(port, packet);
      if (working !== undefined) await working;
    } catch (error) {
      if (!this.isDetached) this.reject(this.asFlowError(error), packet);
    }
    this.#workingSince = undefined;
    this.metrics.process.record(Math.max(0, performance.now() - startMs - this.#emitMs));
    this.metrics.lagMs = this.session.clock.lagMs(packet.endSamples);
  }
}
