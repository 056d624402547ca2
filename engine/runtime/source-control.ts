import type { Packet } from "../graph/packets.ts";

interface HeldPacket {
  readonly port: string;
  readonly packet: Packet;
  readonly taken: () => void;
}

/** Holds a source while its session takes new wires, and ends its run when another takes its place. */
export class SourceControl {
  /** The source's run, once it has begun. */
  running: Promise<void> | undefined;
  /** Set while the source is held: what it has sent meanwhile, in order. */
  held: HeldPacket[] | undefined;
  readonly #emit: (port: string, packet: Packet) => Promise<void> | undefined;
  readonly #finish: () => void;
  readonly #retired = new AbortController();
  #hasEnded = false;

  /**
   * @param emit sends what was held
   * @param finish flushes the source's node
   */
  constructor(emit: (port: string, packet: Packet) => Promise<void> | undefined, finish: () => void) {
    this.#emit = emit;
    this.#finish = finish;
  }

  /** Fires when the source is to stop because another takes its place. */
  get retired(): AbortSignal {
    return this.#retired.signal;
  }

  hold(): void {
    this.held ??= [];
  }

  /** Queues a packet of a source that is held. The promise resolves once it is delivered and has room, or is dropped. */
  enqueue(port: string, packet: Packet): Promise<void> {
    return new Promise((taken) => this.held?.push({ port, packet, taken }));
  }

  /** Lets the source go. What it was held with is delivered at once, so that nothing sent later comes before. */
  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const { port, packet, taken } of held) {
      const full = this.#emit(port, packet);
      if (full === undefined) taken();
      else void full.then(taken);
    }
    if (this.#hasEnded) this.#finish();
  }

  /** Lets the source go, and forgets what it was held with. */
  drop(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const { taken } of held) taken();
  }

  /** Ends the source's run, for another to take its place. */
  retire(): void {
    this.#retired.abort();
  }

  /** The source's run is over. After one that was retired, its receivers have more to come. */
  ended(): void {
    if (this.#retired.signal.aborted) return;
    if (this.held === undefined) this.#finish();
    else this.#hasEnded = true;
  }
}
