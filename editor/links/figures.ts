import type { EditorStreamMessage } from "#engine/protocol/editor-stream.ts";

/** Figures of all live sessions, the devices and the server's process at one moment. */
export type MetricsMessage = Extract<EditorStreamMessage, { type: "metrics" }>;
/** One live session within them. */
export type SessionFigures = MetricsMessage["sessions"][number] & {
  /** Audio that the session's feed dropped since the session cannot keep up, in ms. */
  readonly inputDroppedMs?: number;
};
/** One node of a session. */
export type NodeFigures = SessionFigures["nodes"][number] & {
  /** Devices that it prefers, best first. */
  readonly wanted?: readonly string[];
};
/** One edge of a session. */
export type EdgeFigures = SessionFigures["edges"][number];
/** One device within them. */
export type DeviceFigures = MetricsMessage["devices"][number];
/** A line of the server's log. */
export type LogLine = Extract<EditorStreamMessage, { type: "log" }>;

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

/** The node ids at the ends of an edge, from its label `from.port -> to.port`. */
export function edgeEnds(label: string): { readonly from: string; readonly to: string } {
  const arrow = label.indexOf(" -> ");
  return {
    from: label.slice(0, label.lastIndexOf(".", arrow)),
    to: label.slice(arrow + 4, label.lastIndexOf(".")),
  };
}

/** Packets that the queues of a session dropped. */
export function dropsOf({ edges }: SessionFigures): number {
  return edges.reduce((sum, { dropped }) => sum + dropped, 0);
}

/** Packets dropped on the way into a node. */
export function dropsInto(edges: readonly EdgeFigures[], nodeId: string): number {
  return edges
    .filter(({ label }) => edgeEnds(label).to === nodeId)
    .reduce((sum, { dropped }) => sum + dropped, 0);
}

/** How far the node furthest behind is behind the source, in ms of media time. */
export function lagOf({ nodes }: SessionFigures): number {
  return Math.max(0, ...nodes.map(({ lagMs }) => lagMs));
}

/** Work by media time: all nodes together. Below 1 one core would do. */
export function realTimeFactorOf({ nodes }: SessionFigures): number {
  return nodes.reduce((sum, { realTimeFactor }) => sum + realTimeFactor, 0);
}
