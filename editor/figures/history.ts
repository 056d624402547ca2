import { SampleRing } from "../ui/chart/sample-ring.ts";
import type { NodeNow } from "./figures.ts";

/** What is kept of every node over time. */
export const historySeries = [
  "packetsPerSecond",
  "p50Ms",
  "p95Ms",
  "queueDepth",
  "queueCapacity",
  "dropsPerSecond",
  "realTimeFactor",
  "lagMs",
] as const;
export type HistorySeries = (typeof historySeries)[number];

/** 5 minutes at 4 Hz: 48 kB a node. */
const capacity = 1200;

/** The last five minutes of a session's nodes. One that has left the session is forgotten. */
export class NodeHistory {
  readonly #rings = new Map<string, SampleRing<HistorySeries>>();

  /** What is kept of a node; undefined where nothing is. */
  of(nodeId: string): SampleRing<HistorySeries> | undefined {
    return this.#rings.get(nodeId);
  }

  add(timeMs: number, nodes: ReadonlyMap<string, NodeNow>): void {
    for (const nodeId of this.#rings.keys()) if (!nodes.has(nodeId)) this.#rings.delete(nodeId);
    for (const [nodeId, node] of nodes) {
      const ring = this.#rings.get(nodeId) ?? new SampleRing(historySeries, capacity);
      this.#rings.set(nodeId, ring);
      ring.push(toSample(timeMs, node));
    }
  }

  clear(): void {
    this.#rings.clear();
  }
}

function toSample(timeMs: number, { figures, packetsPerSecond, dropsPerSecond, queue }: NodeNow) {
  const { processMs, realTimeFactor, lagMs } = figures;
  return {
    timeMs,
    packetsPerSecond,
    p50Ms: processMs.p50,
    p95Ms: processMs.p95,
    queueDepth: queue?.depth ?? 0,
    queueCapacity: queue?.capacity ?? 0,
    dropsPerSecond,
    realTimeFactor,
    lagMs,
  };
}
