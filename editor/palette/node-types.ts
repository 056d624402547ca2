import type { NodeDefinition } from "#engine/graph/definition.ts";
import type { PortType } from "#engine/graph/port-types.ts";
import { catalogue } from "../document/catalogue.ts";
import { translateNode } from "../texts/node-texts.ts";
import { text } from "../texts/texts.ts";
import { fuzzySearch } from "../ui/fuzzy.ts";

/** Node types that one may add, in palette order, in the reader's language. A stand-in only comes from an import. */
export function offeredTypes(): readonly NodeDefinition[] {
  return [...catalogue.values()].filter(({ isStandIn }) => isStandIn !== true).map(translateNode);
}

/** Node types that a search finds by title, type, ports or summary, best first. */
export function searchTypes(query: string): readonly NodeDefinition[] {
  return fuzzySearch(query, offeredTypes(), (definition) => [
    definition.title,
    definition.type,
    [...portTypesOf(definition, "input"), ...portTypesOf(definition, "output")]
      .map((type) => text(`canvas.type.${type}`))
      .join(" "),
    definition.summary,
  ]);
}

/** The types of a node type's ports on one side, each once; `error`, which every node has, is not said. */
export function portTypesOf(definition: NodeDefinition, side: "input" | "output"): readonly PortType[] {
  const ports = side === "input" ? definition.inputs : definition.outputs;
  return [...new Set(Object.values(ports).map(({ type }) => type))];
}
