import type { QueuePolicy, QueueSettings } from "../graph/definition.ts";

/**
 * The bounded queue of one edge: a ring of `capacity` slots.
 *
 *     head            tail                 waiting (block only)
 *       v               v
 *     [ a  b  c  d  .  . ]                 f, g: each with the promise that its sender awaits
 *
 * Under `block` a sender that finds the ring full keeps its item in `waiting` and gets a promise, which
 * resolves once the item has a slot: nothing is lost or reordered. The other policies never wait:
 * `drop-oldest` makes room, `drop-newest` refuses, `latest` keeps the newest item alone.
 */
export class BoundedQueue<T> {
  readonly policy: QueuePolicy;
  readonly capacity: number;
  /** Items lost to the policy so far. */
  dropped = 0;
  readonly #dropping: ((item: T) => void) | undefined;
  #ring: (T | undefined)[];
  #head = 0;
  #length = 0;
  #waiting: { readonly item: T; readonly admitted: () => void }[] = [];

  /** @param dropping called with each item that the policy drops */
  constructor(settings: QueueSettings, dropping?: (item: T) => void) {
    this.#dropping = dropping;
    this.policy = settings.policy;
    this.capacity = settings.policy === "latest" ? 1 : settings.capacity;
    this.#ring = new Array<T | undefined>(this.capacity);
  }

  /** Items in the ring, at most `capacity`. */
  get length(): number {
    return this.#length;
  }

  /** Adds an item. Returns a promise only under `block` and only when full; it resolves on admission. */
  push(item: T): Promise<void> | undefined {
    if (this.#length < this.capacity) {
      this.#append(item);
      return undefined;
    }
    if (this.policy === "block") {
      return new Promise((admitted) => this.#waiting.push({ item, admitted }));
    }
    this.dropped++;
    const lost = this.policy === "drop-newest" ? item : this.#replaceOldest(item);
    this.#dropping?.(lost);
    return undefined;
  }

  /** The item that `shift` would return. */
  peek(): T | undefined {
    return this.#ring[this.#head];
  }

  /** Everything in it, those of waiting senders too, oldest first. */
  *items(): Generator<T> {
    for (let at = 0; at < this.#length; at++) yield this.#ring[(this.#head + at) % this.capacity] as T;
    for (const { item } of this.#waiting) yield item;
  }

  /** Takes the oldest item and admits the first sender that waits. */
  shift(): T | undefined {
    if (this.#length === 0) return undefined;
    const item = this.#take();
    const next = this.#waiting.shift();
    if (next !== undefined) {
      this.#append(next.item);
      next.admitted();
    }
    return item;
  }

  /** Empties the queue and lets every waiting sender go, for an abort. */
  clear(): void {
    this.#ring.fill(undefined);
    this.#length = 0;
    for (const { admitted } of this.#waiting.splice(0)) admitted();
  }

  #append(item: T): void {
    this.#ring[(this.#head + this.#length) % this.capacity] = item;
    this.#length++;
  }

  #replaceOldest(item: T): T {
    const oldest = this.#take() as T;
    this.#append(item);
    return oldest;
  }

  #take(): T | undefined {
    const item = this.#ring[this.#head];
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.capacity;
    this.#length--;
    return item;
  }
}
