import type { Packet } from "../graph/packets.ts";
import type { PlanEdge } from "../plan/compile.ts";
import type { Link } from "./link.ts";
import type { NodeMetrics } from "./metrics.ts";

/**
 * Puts something around a wire: a tap, a breakpoint, a recorder. What it answers takes the place of `link` and hands on to
 * it what is sent, ended and asked; or `link` itself, which then costs what it did before.
 */
export type LinkDecorator = (link: Link, edge: PlanEdge) => Link;

/** One wire of a node: as it was made, and as it is sent over. */
interface Wire {
  readonly edge: PlanEdge;
  readonly bare: Link;
  link: Link;
}

const noLinks: readonly Link[] = [];

/** The outgoing side of a node: its wires by port. */
export class Outlet {
  readonly #metrics: Pick<NodeMetrics, "packetsOut">;
  #wires: Wire[] = [];
  /** Links by port, derived from the wires. */
  #byPort = new Map<string, Link[]>();
  #lastPort: string | undefined;
  #lastLinks: readonly Link[] = noLinks;
  /** Set while a receiver downstream of a synchronous call is full; handed to whoever can wait. */
  #gate: Promise<void> | undefined;

  constructor(metrics: Pick<NodeMetrics, "packetsOut">) {
    this.#metrics = metrics;
  }

  connect(edge: PlanEdge, bare: Link, decorate?: LinkDecorator): void {
    this.#wires.push({ edge, bare, link: decorate?.(bare, edge) ?? bare });
    this.#derive();
  }

  /** Puts other decoration, or none, around the wires that are there. A packet on its way goes on over the old ones. */
  decorate(decorate: LinkDecorator | undefined): void {
    for (const wire of this.#wires) wire.link = decorate?.(wire.bare, wire.edge) ?? wire.bare;
    this.#derive();
  }

  /** Takes all wires off. */
  unwire(): void {
    this.#wires = [];
    this.#derive();
  }

  get links(): Link[] {
    return this.#wires.map(({ link }) => link);
  }

  isWired(port: string): boolean {
    return this.#byPort.has(port);
  }

  /** Sends over every wire of a port. Answers a promise when one of them leads to a full queue. */
  emit(port: string, packet: Packet): Promise<void> | undefined {
    if (port !== this.#lastPort) {
      this.#lastPort = port;
      this.#lastLinks = this.#byPort.get(port) ?? noLinks;
    }
    const links = this.#lastLinks;
    this.#metrics.packetsOut++;
    let gate: Promise<void> | undefined;
    for (let at = 0; at < links.length; at++) {
      const full = (links[at] as Link).deliver(packet);
      if (full !== undefined) gate = both(gate, full);
    }
    if (gate !== undefined) this.#gate = both(this.#gate, gate);
    return gate;
  }

  /** What has to be waited for after all that was sent since the last call; undefined: nothing. */
  takeGate(): Promise<void> | undefined {
    const gate = this.#gate;
    if (gate !== undefined) this.#gate = undefined;
    return gate;
  }

  #derive(): void {
    this.#byPort = new Map();
    for (const { edge, link } of this.#wires) {
      const links = this.#byPort.get(edge.fromPort);
      if (links === undefined) this.#byPort.set(edge.fromPort, [link]);
      else links.push(link);
    }
    this.#lastPort = undefined;
  }
}

function both(first: Promise<void> | undefined, second: Promise<void>): Promise<void> {
  return first === undefined ? second : Promise.all([first, second]).then(() => undefined);
}
