import type { MetricsMessage } from "#engine/protocol/editor-stream.ts";
import { dropsOf, ratePerSecond, type SessionFigures } from "../../links/figures.ts";

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

/** A line of a chart. */
export type Series = Exclude<keyof Sample, "timeMs">;

/** Every line of a chart. */
export const allSeries: readonly Series[] = [
  "cpuPercent",
  "rssMib",
  "eventLoopLagMs",
  "sessions",
  "packetsPerSecond",
  "dropsPerSecond",
  "queueDepth",
];

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

function countBySession(
  { sessions }: MetricsMessage,
  count: (session: SessionFigures) => number,
): Map<string, number> {
  return new Map(sessions.map((session) => [session.sessionId, count(session)]));
}
