import type { EdgeFigures, NodeFigures, SessionFigures } from "../links/figures.ts";

/** A node's figures, for tests. */
export function nodeOf(nodeId: string, change: Partial<NodeFigures> = {}): NodeFigures {
  return {
    nodeId,
    nodeType: "pass",
    packetsIn: 0,
    packetsOut: 0,
    errors: 0,
    retries: 0,
    wanted: [],
    processMs: { p50: 1, p95: 2, max: 3 },
    busyMs: 1,
    realTimeFactor: 0.1,
    lagMs: 0,
    ...change,
  };
}

/** A live session's figures, for tests. */
export function sessionOf(
  nodes: readonly NodeFigures[],
  edges: readonly EdgeFigures[] = [],
  change: Partial<SessionFigures> = {},
): SessionFigures {
  return {
    sessionId: "s-1",
    flowId: "flow",
    state: "live",
    listeners: 0,
    mediaMs: 1000,
    inputDroppedMs: 0,
    nodes: [...nodes],
    edges: [...edges],
    ...change,
  };
}
