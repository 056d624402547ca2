/** Whom a heartbeat keeps. */
export interface Pinged {
  /** Sends a ping, or cuts off the client that has not answered the one before. */
  beat(): void;
}

/** Between two pings to one client, and the time that it has to answer. */
const intervalMs = 15_000;
/** Clients are pinged in turn, a part of them at each tick: ten thousand pings at once would hold up captions. */
const tickMs = 1000;

/** One timer for the pings of all clients. It runs while there are any, and does not keep the process alive. */
export class Heartbeat {
  readonly #turns = Array.from({ length: intervalMs / tickMs }, () => new Set<Pinged>());
  readonly #turnOf = new Map<Pinged, Set<Pinged>>();
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;

  add(client: Pinged): void {
    const smallest = this.#turns.reduce((least, turn) => (turn.size < least.size ? turn : least));
    smallest.add(client);
    this.#turnOf.set(client, smallest);
    this.#timer ??= setInterval(() => this.#tick(), tickMs).unref();
  }

  remove(client: Pinged): void {
    this.#turnOf.get(client)?.delete(client);
    this.#turnOf.delete(client);
    if (this.#turnOf.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const turn = this.#turns[this.#turn] ?? [];
    this.#turn = (this.#turn + 1) % this.#turns.length;
    for (const client of turn) client.beat();
  }
}
