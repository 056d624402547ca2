import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import type { PortType } from "#engine/graph/port-types.ts";
import { firstFit, otherSide, portsOf, portTypeOf, typesThatFit } from "../document/connect-rules.ts";
import { portsIntoEdge } from "../document/layout/placing.ts";
import { shownType } from "../document/shown.ts";
import type { PortEnd } from "../document/view.ts";
import { offeredTypes } from "./node-types.ts";

/** What the search of nodes is for: a wire that waits for its other end, a wire to go into, or neither. */
export interface ChoiceContext {
  readonly from?: PortEnd;
  /** With `from`: types that do not fit it come after those that do. */
  readonly offersAll?: boolean;
  readonly edge?: string;
}

/** A node type that may be added here: it has a port of the very type, it only takes everything, or it is not wired. */
export interface NodeChoice {
  readonly definition: NodeDefinition;
  readonly fit: "best" | "any" | "none";
}

/** The node types that make sense here, the best first; all of them where nothing waits for a port. */
export function nodeChoices(
  flow: Flow,
  { from, offersAll = false, edge }: ChoiceContext,
): readonly NodeChoice[] {
  if (from !== undefined) return offersAll ? withOthers(choicesFrom(flow, from)) : choicesFrom(flow, from);
  if (edge !== undefined) return choicesInto(flow, edge);
  return offeredTypes().map((definition) => ({ definition, fit: "best" }));
}

function withOthers(fitting: readonly NodeChoice[]): readonly NodeChoice[] {
  const others = offeredTypes().filter((type) => !fitting.some(({ definition }) => definition === type));
  return [...fitting, ...others.map((definition): NodeChoice => ({ definition, fit: "none" }))];
}

function choicesFrom(flow: Flow, from: PortEnd): readonly NodeChoice[] {
  const type = portTypeOf(flow, from);
  if (type === undefined) return [];
  const end = { type, side: from.side };
  const offered = offeredTypes();
  return typesThatFit(end)
    .map(shownType)
    .filter((definition) => definition !== undefined && offered.includes(definition))
    .map((definition) => definition as NodeDefinition)
    .map((definition) => ({ definition, fit: hasVeryType(definition.type, end) ? "best" : "any" }));
}

function choicesInto(flow: Flow, label: string): readonly NodeChoice[] {
  const edge = flow.edges.find((each) => edgeLabel(each) === label);
  if (edge === undefined) return [];
  const sent = portTypeOf(flow, { nodeId: edge.from.node, port: edge.from.port, side: "output" });
  const choices = offeredTypes()
    .filter(({ type }) => portsIntoEdge(flow, type, edge) !== undefined)
    .map((definition): NodeChoice => {
      const isBest = sent !== undefined && hasVeryType(definition.type, { type: sent, side: "output" });
      return { definition, fit: isBest ? "best" : "any" };
    });
  return choices.toSorted((a, b) => Number(a.fit === "any") - Number(b.fit === "any"));
}

function hasVeryType(
  type: string,
  end: { readonly type: PortType; readonly side: PortEnd["side"] },
): boolean {
  const port = firstFit(type, end);
  return port !== undefined && portsOf(type, otherSide(end.side))[port]?.type === end.type;
}
