import { edgeLabel } from "./edge-label.ts";
import { isEqual } from "./equal.ts";
import type { Flow, FlowEdge, FlowNode } from "./schema.ts";

/** Whose version of something holds. */
export type Side = "mine" | "theirs";

/** Something that both sides changed, each in another way. */
export interface MergeConflict {
  /** Stable name for a choice: the same two changes have the same key. */
  readonly key: string;
  readonly kind: "flow" | "node" | "edge" | "group" | "comment";
  /** Node, group or comment id, or an edge's label; empty for the flow itself. */
  readonly id: string;
  /** Such as `config.threshold`; undefined where one side removed what the other one changed or wired. */
  readonly field: string | undefined;
  /** Values of the two sides; undefined where it is not set, or removed. */
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Two lines of work on one flow as one document. It may have problems that neither had: validate it. */
export interface Merge {
  readonly flow: Flow;
  readonly conflicts: readonly MergeConflict[];
}

/** The fields of an item by name; those that are not set are left out. */
type Fields = Readonly<Record<string, unknown>>;
type Items = ReadonlyMap<string, Fields>;
interface Three<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

/**
 * Three-way merge of flow documents. What only one side changed is taken from it, field by field; where both changed
 * the same field to different values there is a conflict, which `chosen` decides by key, mine where it says nothing.
 * Wires follow their nodes: those of a node that stays removed are left out.
 */
export function mergeFlows(
  base: Flow,
  mine: Flow,
  theirs: Flow,
  chosen: ReadonlyMap<string, Side> = new Map(),
): Merge {
  const merger = new Merger({ base, mine, theirs }, chosen);
  return { flow: merger.merge(), conflicts: merger.conflicts };
}

class Merger {
  readonly conflicts: MergeConflict[] = [];
  readonly #flows: Three<Flow>;
  readonly #chosen: ReadonlyMap<string, Side>;

  constructor(flows: Three<Flow>, chosen: ReadonlyMap<string, Side>) {
    this.#flows = flows;
    this.#chosen = chosen;
  }

  merge(): Flow {
    const head = this.#fields("flow", "", this.#each(flowFields));
    const nodes = this.#items("node", this.#each(nodeItems));
    const nodeIds = new Set(nodes.keys());
    const edges = this.#items("edge", this.#edgesOf(nodeIds));
    const groups = this.#items("group", this.#each(groupItems));
    const comments = this.#items("comment", this.#each(commentItems));
    const { format, id } = this.#flows.mine;
    return {
      format,
      id,
      ...(head as Pick<Flow, "name">),
      nodes: [...nodes].map(([nodeId, fields]) => toNode(nodeId, fields)),
      edges: [...edges]
        .map(([, fields]) => fields as unknown as FlowEdge)
        .filter(({ from, to }) => nodeIds.has(from.node) && nodeIds.has(to.node)),
      ...this.#list("groups", [...groups].map(toGroup(nodeIds))),
      ...this.#list("comments", [...comments].map(withId)),
    };
  }

  #each<T>(read: (flow: Flow) => T): Three<T> {
    const { base, mine, theirs } = this.#flows;
    return { base: read(base), mine: read(mine), theirs: read(theirs) };
  }

  /** A side without one of a wire's nodes says nothing about the wire: it went with the node. */
  #edgesOf(nodeIds: ReadonlySet<string>): Three<Items> {
    const { base, mine, theirs } = this.#each(edgeItems);
    const withSilent = (flow: Flow, items: Items): Items => {
      const own = new Set(flow.nodes.map(({ id }) => id));
      const silent = [...base].filter(([, { from, to }]) =>
        [from, to].some((end) => {
          const { node } = end as FlowEdge["from"];
          return nodeIds.has(node) && !own.has(node);
        }),
      );
      return new Map([...silent, ...items]);
    };
    return { base, mine: withSilent(this.#flows.mine, mine), theirs: withSilent(this.#flows.theirs, theirs) };
  }

  /** The items of both sides: mine in my order, then what only they have. */
  #items(kind: MergeConflict["kind"], { base, mine, theirs }: Three<Items>): Items {
    const merged = new Map<string, Fields>();
    for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
      const each = { base: base.get(id), mine: mine.get(id), theirs: theirs.get(id) };
      const item = this.#item(kind, id, each);
      if (item !== undefined) merged.set(id, item);
    }
    return merged;
  }

  #item(kind: MergeConflict["kind"], id: string, each: Three<Fields | undefined>): Fields | undefined {
    const { base, mine, theirs } = each;
    if (mine !== undefined && theirs !== undefined) {
      return this.#fields(kind, id, { base: base ?? {}, mine, theirs });
    }
    const there = mine ?? theirs;
    if (base === undefined) return there;
    const isUntouched = isEqual(there, base) && !(kind === "node" && this.#isWired(id, mine !== undefined));
    return isUntouched ? undefined : this.#decide<Fields>(kind, id, undefined, mine, theirs);
  }

  /** Whether the side that has the node wired it anew: that is work that a removal would undo. */
  #isWired(nodeId: string, isMine: boolean): boolean {
    const { base, mine, theirs } = this.#flows;
    const known = new Set(base.edges.map(edgeLabel));
    return (isMine ? mine : theirs).edges.some(
      (edge) => (edge.from.node === nodeId || edge.to.node === nodeId) && !known.has(edgeLabel(edge)),
    );
  }

  #fields(kind: MergeConflict["kind"], id: string, { base, mine, theirs }: Three<Fields>): Fields {
    const merged: Record<string, unknown> = {};
    for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const value = this.#field(kind, id, field, {
        base: base[field],
        mine: mine[field],
        theirs: theirs[field],
      });
      if (value !== undefined) merged[field] = value;
    }
    return merged;
  }

  #field(kind: MergeConflict["kind"], id: string, field: string, each: Three<unknown>): unknown {
    const { base, mine, theirs } = each;
    if (isEqual(mine, theirs) || isEqual(theirs, base)) return mine;
    if (isEqual(mine, base)) return theirs;
    return this.#decide(kind, id, field, mine, theirs);
  }

  #decide<T>(
    kind: MergeConflict["kind"],
    id: string,
    field: string | undefined,
    mine: T | undefined,
    theirs: T | undefined,
  ): T | undefined {
    const key = JSON.stringify([kind, id, field ?? null]);
    this.conflicts.push({ key, kind, id, field, mine, theirs });
    return this.#chosen.get(key) === "theirs" ? theirs : mine;
  }

  /** An optional list is left out when it is empty and I had none. */
  #list<T>(field: "groups" | "comments", items: readonly T[]): { [field: string]: readonly T[] } {
    return items.length === 0 && this.#flows.mine[field] === undefined ? {} : { [field]: items };
  }
}

const flowFields = ({ name, description }: Flow): Fields =>
  description === undefined ? { name } : { name, description };

const nodeItems = ({ nodes }: Flow): Items => new Map(nodes.map((node) => [node.id, nodeFields(node)]));

const edgeItems = ({ edges }: Flow): Items =>
  new Map(edges.map((edge) => [edgeLabel(edge), edge as unknown as Fields]));

const groupItems = ({ groups = [] }: Flow): Items =>
  new Map(groups.map(({ id, name, nodes }) => [id, { name, nodes }]));

const commentItems = ({ comments = [] }: Flow): Items =>
  new Map(comments.map(({ id, text, position }) => [id, { text, position }]));

/** Settings are fields of their own, below `config.`; what the type is, with its version, is one. */
function nodeFields({ id: _id, type, version, config = {}, ...rest }: FlowNode): Fields {
  const settings = Object.entries(config).map(([key, value]) => [`config.${key}`, value] as const);
  return {
    type: version === undefined ? { type } : { type, version },
    ...rest,
    ...Object.fromEntries(settings),
  };
}

function toNode(id: string, fields: Fields): FlowNode {
  const { type, ...rest } = fields;
  const isSetting = (key: string) => key.startsWith("config.");
  const config = Object.entries(rest).flatMap(([key, value]) =>
    isSetting(key) ? [[key.slice("config.".length), value] as const] : [],
  );
  const plain = Object.fromEntries(Object.entries(rest).filter(([key]) => !isSetting(key)));
  const node = { id, ...(type as Pick<FlowNode, "type">), ...plain };
  return config.length === 0 ? node : { ...node, config: Object.fromEntries(config) };
}

const toGroup =
  (nodeIds: ReadonlySet<string>) =>
  ([id, fields]: readonly [string, Fields]) => {
    const { name, nodes } = fields as { name: string; nodes: string[] };
    return { id, name, nodes: nodes.filter((nodeId) => nodeIds.has(nodeId)) };
  };

const withId = ([id, fields]: readonly [string, Fields]) => ({ id, ...fields });
