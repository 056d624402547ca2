import { FlowError } from "../errors.ts";
import type { Packet } from "../graph/packets.ts";
import type { PlanEdge, PlanNode } from "../plan/compile.ts";
import { DirectLink, type Link } from "./link.ts";
import { type Emit, NodeInstance, type SessionHandle } from "./node-instance.ts";

/** A node that works inside its sender's call: no queue, no promise, no copy. */
export class SyncInstance extends NodeInstance {
  readonly emit: Emit;

  constructor(plan: PlanNode, session: SessionHandle) {
    super(plan, session);
    const { outlet } = this;
    this.emit = (port, packet) => outlet.emit(port, packet);
  }

  /** Handles a packet now. Answers a promise when something downstream is full. */
  receive(port: string, packet: Packet): Promise<void> | undefined {
    this.metrics.packetsIn++;
    try {
      const working = this.session.timing.active
        ? this.#processTimed(port, packet)
        : this.runtime.process?.(port, packet);
      if (working !== undefined) this.#refusePromise(working, packet);
    } catch (error) {
      this.reject(this.asFlowError(error), packet);
    }
    return this.outlet.takeGate();
  }

  protected override linkOf(edge: PlanEdge): Link {
    return new DirectLink(edge, this);
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
    const { timing, clock } = this.session;
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
}
