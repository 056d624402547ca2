/** A step that leads back to a node on the way to it. */
export interface ClosingStep<Node, Step> {
  readonly step: Step;
  /** The nodes of the circle, in walking order, from the one that the step leads to. */
  circle(): Node[];
}

/**
 * The steps that close circles, found by walking depth first in the order given; without them there are none.
 * The path is kept in a list, not in calls: a hostile file nests as deep as it has entries.
 */
export function* closingSteps<Node, Step>(
  next: ReadonlyMap<Node, readonly Step[]>,
  endOf: (step: Step) => Node,
): Generator<ClosingStep<Node, Step>> {
  const done = new Set<Node>();
  for (const start of next.keys()) {
    if (done.has(start)) continue;
    const path = new Set([start]);
    const branches = [{ node: start, at: 0 }];
    for (let branch = branches.at(-1); branch !== undefined; branch = branches.at(-1)) {
      const step = next.get(branch.node)?.[branch.at++];
      const end = step === undefined ? undefined : endOf(step);
      if (step === undefined || end === undefined) {
        done.add(branch.node);
        path.delete(branch.node);
        branches.pop();
      } else if (path.has(end)) {
        yield { step, circle: () => [...path].slice([...path].indexOf(end)) };
      } else if (!done.has(end)) {
        path.add(end);
        branches.push({ node: end, at: 0 });
      }
    }
  }
}

/** Adds to the list of a key. */
export function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
