import { isIPv6 } from "node:net";

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Addresses remembered at most; the one that was quiet for longest is forgotten first. */
const maxAddresses = 10_000;

/** A token bucket for each address: a minute's worth at once, then that many a minute. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Addresses remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /**
   * Whether an address may do it once more.
   * @param nowMs of any clock that only goes forward
   */
  take(address: string, nowMs: number): boolean {
    const key = networkOf(address);
    const bucket = this.#buckets.get(key) ?? { tokens: this.#perMinute, atMs: nowMs };
    const earned = ((nowMs - bucket.atMs) / 60_000) * this.#perMinute;
    bucket.tokens = Math.min(this.#perMinute, bucket.tokens + earned);
    bucket.atMs = nowMs;
    this.#buckets.delete(key); // put last: the map is in the order of use
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > maxAddresses) this.#forgetOldest();
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key);
      return;
    }
  }
}

/** An IPv6 address as its /64: a single household has 2^64 addresses. IPv4 as it is, also when mapped into IPv6. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail = ""] = address.split("%", 1)[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = new Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right].slice(0, 4).join(":");
}
