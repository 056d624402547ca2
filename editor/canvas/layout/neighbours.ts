import type { Flow } from "#engine/flow/schema.ts";
import { placesOf } from "../../document/layout/places.ts";

export type Heading = "left" | "right" | "up" | "down";

/**
 * The node to go to from another: along a wire where one leads that way, else the nearest that lies there. Sideways
 * distance counts double, so that one stays in the row or column.
 */
export function neighbour(flow: Flow, nodeId: string, heading: Heading): string | undefined {
  const places = placesOf(flow);
  const here = places.get(nodeId);
  if (here === undefined) return undefined;
  const wired = wiredTo(flow, nodeId, heading);
  const candidates = wired.length > 0 ? wired : flow.nodes.map(({ id }) => id);
  let best: { id: string; cost: number } | undefined;
  for (const id of candidates) {
    const place = places.get(id);
    if (place === undefined || id === nodeId) continue;
    const cost = costOf(place.x - here.x, place.y - here.y, heading);
    if (wired.length === 0 && cost === Infinity) continue;
    if (best === undefined || cost < best.cost) best = { id, cost };
  }
  return best?.id;
}

function wiredTo(flow: Flow, nodeId: string, heading: Heading): string[] {
  if (heading === "right")
    return flow.edges.filter(({ from }) => from.node === nodeId).map(({ to }) => to.node);
  if (heading === "left")
    return flow.edges.filter(({ to }) => to.node === nodeId).map(({ from }) => from.node);
  return [];
}

function costOf(x: number, y: number, heading: Heading): number {
  const [ahead, aside] = {
    left: [-x, y],
    right: [x, y],
    up: [-y, x],
    down: [y, x],
  }[heading] as [number, number];
  return ahead <= 0 ? Infinity : ahead + 2 * Math.abs(aside);
}
