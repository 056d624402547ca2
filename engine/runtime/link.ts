import { FlowError } from "../errors.ts";
import type { Packet } from "../graph/packets.ts";
import { verdictOnDrop } from "../graph/verdict.ts";
import type { PlanEdge } from "../plan/compile.ts";
import type { EdgeSnapshot } from "./metrics.ts";
import { BoundedQueue } from "./queue.ts";
import type { VerdictBook } from "./verdict-book.ts";

/** The end of a wire, as the link sees its node. */
interface Receiver {
  /** One of the node's inputs has ended; queues may still hold packets. */
  inputEnded(): void;
}

/** A node that works inside its sender's call. */
export interface CalledReceiver extends Receiver {
  /** Handles a packet now. Answers a promise when something downstream is full. */
  receive(port: string, packet: Packet): Promise<void> | undefined;
}

/** A node that pulls from its queues. */
export interface PullingReceiver extends Receiver {
  /** A queue in front of the node has something. */
  wake(): void;
  /** The next arrival number: packets of several queues are taken in the order in which they came. */
  nextArrival(): number;
}

/** A node that tells of a packet that it cannot take. */
interface RejectingReceiver {
  reject(error: FlowError, packet: Packet): void;
}

/** One wire of a running session, seen from its sender. */
export interface Link {
  deliver(packet: Packet): Promise<void> | undefined;
  end(): void;
  snapshot(): EdgeSnapshot;
  /** Goes on counting from where the wire that it replaces stood. */
  countOn(before: EdgeSnapshot): void;
}

/** A packet that waits in a queue. */
export interface Arrival {
  readonly packet: Packet;
  readonly arrival: number;
}

/** A wire to a synchronous node: a plain call. */
export class DirectLink implements Link {
  #packets = 0;
  readonly #edge: PlanEdge;
  readonly #target: CalledReceiver;
  readonly #port: string;

  constructor(edge: PlanEdge, target: CalledReceiver) {
    this.#edge = edge;
    this.#target = target;
    this.#port = edge.toPort;
  }

  deliver(packet: Packet): Promise<void> | undefined {
    this.#packets++;
    return this.#target.receive(this.#port, packet);
  }

  end(): void {
    this.#target.inputEnded();
  }

  snapshot(): EdgeSnapshot {
    return { ...endsOf(this.#edge), packets: this.#packets, dropped: 0 };
  }

  countOn({ packets }: EdgeSnapshot): void {
    this.#packets = packets;
  }
}

/** A wire to an asynchronous node: a bounded queue. */
export class QueuedLink implements Link {
  readonly port: string;
  readonly queue: BoundedQueue<Arrival>;
  #packets = 0;
  readonly #edge: PlanEdge;
  readonly #target: PullingReceiver;

  /** @param verdicts of the node at its end: what its queue drops never gets there, and is written down for it */
  constructor(edge: PlanEdge, target: PullingReceiver, verdicts: VerdictBook) {
    if (edge.queue === undefined) throw new RangeError(`edge ${edge.label} has no queue`);
    this.#edge = edge;
    this.#target = target;
    this.port = edge.toPort;
    const { policy } = edge.queue;
    this.queue = new BoundedQueue(edge.queue, ({ packet }) => verdicts.add(verdictOnDrop(packet, policy)));
  }

  deliver(packet: Packet): Promise<void> | undefined {
    this.#packets++;
    const admitted = this.queue.push({ packet, arrival: this.#target.nextArrival() });
    this.#target.wake();
    return admitted;
  }

  end(): void {
    this.#target.inputEnded();
  }

  snapshot(): EdgeSnapshot {
    const { length: depth, capacity, policy, dropped } = this.queue;
    return {
      ...endsOf(this.#edge),
      packets: this.#packets,
      dropped,
      queue: { depth, capacity, policy },
    };
  }

  countOn({ packets, dropped }: EdgeSnapshot): void {
    this.#packets = packets;
    this.queue.dropped = dropped;
  }
}

/** A wire from an `any` output to a typed input: lets through what fits, reports the rest. */
export class CheckedLink implements Link {
  readonly #edge: PlanEdge;
  readonly #inner: Link;
  readonly #target: RejectingReceiver;

  constructor(edge: PlanEdge, inner: Link, target: RejectingReceiver) {
    this.#edge = edge;
    this.#inner = inner;
    this.#target = target;
  }

  deliver(packet: Packet): Promise<void> | undefined {
    if (packet.type === this.#edge.accepts) return this.#inner.deliver(packet);
    const message = `A packet of type ${packet.type} came over ${this.#edge.label}, which takes ${this.#edge.accepts}.`;
    const error = new FlowError("port.packet-type", {
      nodeId: this.#edge.to,
      field: this.#edge.toPort,
      message,
    });
    this.#target.reject(error, packet);
    return undefined;
  }

  end(): void {
    this.#inner.end();
  }

  snapshot(): EdgeSnapshot {
    return this.#inner.snapshot();
  }

  countOn(before: EdgeSnapshot): void {
    this.#inner.countOn(before);
  }
}

function endsOf({ from, fromPort, to, toPort }: PlanEdge): Pick<EdgeSnapshot, "from" | "to"> {
  return { from: { node: from, port: fromPort }, to: { node: to, port: toPort } };
}
