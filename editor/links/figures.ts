import type { MetricsMessage } from "#engine/protocol/editor-stream.ts";

/** One live session within them. */
export type SessionFigures = MetricsMessage["sessions"][number];
/** One node of a session. */
export type NodeFigures = SessionFigures["nodes"][number];
/** One edge of a session. */
export type EdgeFigures = SessionFigures["edges"][number];
/** One device within them. */
export type DeviceFigures = MetricsMessage["devices"][number];

/**
 * Increase a second of cumulative counts between two moments, over the keys that are in both. A new key counts from
 * its first value on, a key that is gone adds nothing, a count that fell began again at 0.
 */
export function ratePerSecond(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
  elapsedMs: number,
): number {
  if (elapsedMs <= 0) return Number.NaN;
  let added = 0;
  for (const [key, count] of now) {
    const last = before.get(key);
    if (last !== undefined) added += increase(last, count);
  }
  return (added * 1000) / elapsedMs;
}

/** How much a cumulative count grew; one that fell began again at 0. */
export function increase(before: number, now: number): number {
  return now < before ? now : now - before;
}

/** Packets that the queues of a session dropped. */
export function dropsOf({ edges }: SessionFigures): number {
  return edges.reduce((sum, { dropped }) => sum + dropped, 0);
}

/** Packets dropped on the way into a node. */
export function dropsInto(edges: readonly EdgeFigures[], nodeId: string): number {
  return edges.filter(({ to }) => to.node === nodeId).reduce((sum, { dropped }) => sum + dropped, 0);
}

/** How far the node furthest behind is behind the source, in ms of media time. */
export function lagOf({ nodes }: SessionFigures): number {
  return Math.max(0, ...nodes.map(({ lagMs }) => lagMs));
}

/** Work by media time: all nodes together. Below 1 one core would do. */
export function realTimeFactorOf({ nodes }: SessionFigures): number {
  return nodes.reduce((sum, { realTimeFactor }) => sum + realTimeFactor, 0);
}
