import type { NodeSnapshot } from "#engine/runtime/metrics.ts";
import type { MeasuredSession } from "./session-collector.ts";

/** A session with one node and one edge, for tests. */
export function measuredSession(
  sessionId: string,
  packetsIn: number,
  more: Partial<NodeSnapshot> = {},
): MeasuredSession {
  const node: NodeSnapshot = {
    nodeId: "vad",
    nodeType: "vad",
    packetsIn,
    packetsOut: 0,
    errors: 0,
    retries: 0,
    wanted: [],
    processMs: { p50: 1, p95: 2, max: 3 },
    busyMs: packetsIn,
    realTimeFactor: 0.1,
    lagMs: 100,
    ...more,
  };
  const queue = { depth: packetsIn % 7, capacity: 8, policy: "drop-oldest" as const };
  const edge = {
    from: { node: "mic", port: "audio" },
    to: { node: "vad", port: "audio" },
    packets: packetsIn,
    dropped: Math.floor(packetsIn / 10),
    queue,
  };
  const snapshot = { mediaMs: packetsIn * 20, inputDroppedMs: 0, nodes: [node], edges: [edge], verdicts: [] };
  return { sessionId, flowId: "live-translate", state: "live", snapshot };
}

/** Value of a series in Prometheus' text format; undefined when it is not there. */
export function seriesValue(text: string, series: string): number | undefined {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
