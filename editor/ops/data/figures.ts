import type { EditorStreamMessage } from "#engine/protocol/editor-stream.ts";

/** Figures of all live sessions, the devices and the server's process at one moment. */
export type MetricsMessage = Extract<EditorStreamMessage, { type: "metrics" }>;
/** One live session within them. */
export type SessionFigures = MetricsMessage["sessions"][number];
/** One node of a session. */
export type NodeFigures = SessionFigures["nodes"][number];
/** One edge of a session. */
export type EdgeFigures = SessionFigures["edges"][number];
/** One device within them. */
export type DeviceFigures = MetricsMessage["devices"][number];
/** A line of the server's log. */
export type LogLine = Extract<EditorStreamMessage, { type: "log" }>;

/** What is drawn of one moment; a chart a field, so all are numbers. */
export interface Sample {
  readonly timeMs: number;
  readonly cpuPercent: number;
  readonly rssMib: number;
  readonly eventLoopLagMs: number;
  readonly sessions: number;
  /** Packets that all nodes of all sessions took, a second. NaN where it is not known. */
  readonly packetsPerSecond: number;
  readonly dropsPerSecond: number;
  /** Tasks that wait for a device, over all devices. */
  readonly queueDepth: number;
}

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
    if (last !== undefined) added += count < last ? count : count - last;
  }
  return (added * 1000) / elapsedMs;
}

/** The sample of a message. Rates are against an earlier message, if there is one. */
export function toSample(message: MetricsMessage, before: MetricsMessage | undefined): Sample {
  const { timeMs, sessions, devices, process } = message;
  const rate = (count: (session: SessionFigures) => number) =>
    before === undefined
      ? Number.NaN
      : ratePerSecond(countBySession(before, count), countBySession(message, count), timeMs - before.timeMs);
  return {
    timeMs,
    cpuPercent: process.cpuPercent,
    rssMib: process.rssBytes / 2 ** 20,
    eventLoopLagMs: process.eventLoopLagMs,
    sessions: sessions.length,
    packetsPerSecond: rate(packetsOf),
    dropsPerSecond: rate(dropsOf),
    queueDepth: devices.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}

/** Packets that the nodes of a session took. */
function packetsOf({ nodes }: SessionFigures): number {
  return nodes.reduce((sum, { packetsIn }) => sum + packetsIn, 0);
}

/** Packets that the queues of a session dropped. */
export function dropsOf({ edges }: SessionFigures): number {
  return edges.reduce((sum, { dropped }) => sum + dropped, 0);
}

/** Packets dropped on the way into a node. */
export function dropsInto(edges: readonly EdgeFigures[], nodeId: string): number {
  return edges
    .filter(({ label }) => label.includes(` -> ${nodeId}.`))
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

function countBySession(
  { sessions }: MetricsMessage,
  count: (session: SessionFigures) => number,
): Map<string, number> {
  return new Map(sessions.map((session) => [session.sessionId, count(session)]));
}
