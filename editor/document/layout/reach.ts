import type { Flow } from "#engine/flow/schema.ts";

/** Which way to walk along the wires: against the packets or with them. */
export type Direction = "upstream" | "downstream";

/** Ids of the nodes that can be reached from `nodeIds` along the wires, these included. */
export function reach(flow: Flow, nodeIds: Iterable<string>, direction: Direction): Set<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of flow.edges) {
    const [here, there] = direction === "downstream" ? [from.node, to.node] : [to.node, from.node];
    const known = next.get(here);
    if (known === undefined) next.set(here, [there]);
    else known.push(there);
  }
  const reached = new Set(nodeIds);
  for (const id of reached) for (const there of next.get(id) ?? []) reached.add(there);
  return reached;
}

/** Ids of the nodes that wires join to `nodeIds` in either direction, these included. */
export function connected(flow: Flow, nodeIds: Iterable<string>): Set<string> {
  const reached = new Set(nodeIds);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const id of reach(flow, reached, "upstream")) reached.add(id);
    for (const id of reach(flow, reached, "downstream")) reached.add(id);
  }
  return reached;
}
