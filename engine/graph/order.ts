/** A directed edge between two node ids. */
export type Arrow = readonly [from: string, to: string];

/**
 * Node ids so that every arrow points forward (Kahn's algorithm), ties in the order given.
 * Ids on or behind a cycle are left out: the result is shorter than `ids` exactly when there is one.
 */
export function topologicalOrder(ids: readonly string[], arrows: readonly Arrow[]): string[] {
  const missing = new Map(ids.map((id) => [id, 0]));
  const next = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const [from, to] of arrows) {
    if (!missing.has(from) || !missing.has(to)) continue;
    missing.set(to, (missing.get(to) ?? 0) + 1);
    next.get(from)?.push(to);
  }
  const order = ids.filter((id) => missing.get(id) === 0);
  for (let at = 0; at < order.length; at++) {
    for (const to of next.get(order[at] as string) ?? []) {
      const left = (missing.get(to) ?? 0) - 1;
      missing.set(to, left);
      if (left === 0) order.push(to);
    }
  }
  return order;
}

/** The ids of one cycle in walking order, or undefined when there is none. */
export function findCycle(ids: readonly string[], arrows: readonly Arrow[]): string[] | undefined {
  const ordered = new Set(topologicalOrder(ids, arrows));
  const rest = new Set(ids.filter((id) => !ordered.has(id)));
  if (rest.size === 0) return undefined;
  // Every id left has a predecessor among those left, so walking backwards must meet itself.
  const path: string[] = [];
  let at = rest.values().next().value as string;
  while (!path.includes(at)) {
    path.push(at);
    at = arrows.find(([from, to]) => to === at && rest.has(from))?.[0] as string;
  }
  return path.slice(path.indexOf(at)).reverse();
}
