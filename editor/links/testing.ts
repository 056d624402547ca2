import type { MetricsMessage } from "#engine/protocol/editor-stream.ts";
import type { EdgeFigures, SessionFigures } from "./figures.ts";

/** The ends of a wire, each as `node.port`. */
export function wireOf(from: string, to: string): Pick<EdgeFigures, "from" | "to"> {
  return { from: endOf(from), to: endOf(to) };
}

function endOf(end: string): EdgeFigures["from"] {
  const dot = end.lastIndexOf(".");
  return { node: end.slice(0, dot), port: end.slice(dot + 1) };
}

/** A session with one node and one edge, for tests. */
export function sessionFigures(sessionId: string, packetsIn: number, dropped = 0): SessionFigures {
  const processMs = { p50: 1, p95: 2, max: 3 };
  const counts = { nodeType: "pass", packetsIn, packetsOut: 0, errors: 0, retries: 0, wanted: [] };
  const node = { nodeId: "vad", ...counts, processMs, busyMs: 1, realTimeFactor: 0.25, lagMs: 40 };
  const edge = { ...wireOf("mic.audio", "vad.audio"), packets: packetsIn, dropped };
  return {
    sessionId,
    flowId: "live-translate",
    state: "live",
    listeners: 2,
    mediaMs: 1000,
    inputDroppedMs: 0,
    nodes: [node],
    edges: [edge],
  };
}

/** What the server sends at a moment, for tests. */
export function metricsMessage(timeMs: number, ...sessions: SessionFigures[]): MetricsMessage {
  const device = { device: "cpu", running: 1, waiting: 3, completed: 10, crashes: 0 };
  const process = { cpuPercent: 12, rssBytes: 64 * 2 ** 20, eventLoopLagMs: 1.5 };
  return { type: "metrics", timeMs, sessions, devices: [device], process };
}
