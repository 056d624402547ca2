import type { PlanEdge, PlanNode } from "../plan/compile.ts";
import type { Link } from "./link.ts";
import { SamplingPace } from "./metrics.ts";
import { type Emit, NodeInstance, type SessionHandle } from "./node-instance.ts";
import { SourceControl } from "./source-control.ts";

/** A node that nothing leads to: it sends by itself, moves the media clock, and can be held. */
export class SourceInstance extends NodeInstance {
  readonly emit: Emit;
  /** How it is held, and makes room for another. */
  readonly control: SourceControl;

  constructor(plan: PlanNode, session: SessionHandle) {
    super(plan, session);
    const { outlet } = this;
    const pace = new SamplingPace();
    const { clock, timing } = session;
    this.control = new SourceControl(
      (port, packet) => this.emit(port, packet),
      () => this.finishIfEnded(),
    );
    this.emit = (port, packet) => {
      if (this.control.held !== undefined) return this.control.enqueue(port, packet);
      clock.advance(packet.endSamples, packet.clockRateHz);
      timing.active = pace.due();
      try {
        return outlet.emit(port, packet);
      } finally {
        timing.active = false;
        outlet.takeGate();
      }
    };
  }

  override detach(): void {
    super.detach();
    this.control.drop();
  }

  protected override linkOf({ label }: PlanEdge): Link {
    throw new RangeError(`edge ${label} leads to a source`);
  }
}
