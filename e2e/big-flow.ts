import type { Flow } from "#engine/flow/schema.ts";

export const bigFlowId = "bench-editor";
export const nodeCount = 500;
export const edgeCount = 700;

/** Nodes that hand their packets on; all others end there, so that wires which join multiply nothing. */
const trunkCount = 300;
const rows = 20;
const columnPx = 288;
const rowPx = 168;

/**
 * 500 nodes and 700 edges through which every packet of one audio socket runs: a tree of resample and debug nodes, and
 * switches that each end two or three of its branches. It costs a session next to nothing, but shows figures everywhere.
 */
export function bigFlow(): Flow {
  const ids = Array.from({ length: nodeCount }, (_, at) => `n${at}`);
  const nodes = ids.map((id, at) => ({
    id,
    ...typeAt(at),
    position: { x: Math.floor(at / rows) * columnPx, y: (at % rows) * rowPx },
  }));
  const edge = (from: number, to: number, port: string) => ({
    from: { node: `n${from}`, port: outputOf(from) },
    to: { node: `n${to}`, port },
  });
  const trunk = ids
    .slice(1, trunkCount)
    .map((_, at) => edge(parentOf(at + 1), at + 1, isResample(at + 1) ? "audio" : "in"));
  const leaves = ids.slice(trunkCount).flatMap((_, at) => {
    const near = (at * trunkCount) / (nodeCount - trunkCount);
    const far = (near + rows * 2 + (at % 7)) % trunkCount;
    return [near, far].map((from) => edge(Math.floor(from), trunkCount + at, "in"));
  });
  const last = edge(0, nodeCount - 1, "in");
  return {
    format: "patchbay.flow/1",
    id: bigFlowId,
    name: "500 nodes",
    nodes,
    edges: [...trunk, ...leaves, last],
    groups: [{ id: "g0", name: "Forty", nodes: ids.slice(0, 40) }],
  };
}

function typeAt(at: number) {
  if (at === 0) return { type: "audio-socket" };
  if (at >= trunkCount) return { type: "switch" };
  return isResample(at) ? { type: "resample" } : { type: "debug", config: { every: 1_000_000 } };
}

/** The first column is resamplers; what comes behind takes any packet. */
function isResample(at: number): boolean {
  return at > 0 && at < rows;
}

/** A node of the column before, so that packets pass fifteen nodes; the source feeds the first column. */
function parentOf(at: number): number {
  return Math.max(0, at - rows);
}

function outputOf(at: number): string {
  return at < rows ? "audio" : "out";
}
