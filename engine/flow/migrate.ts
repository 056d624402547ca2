import type { NodeDefinition } from "../graph/definition.ts";
import type { Flow, FlowNode } from "./schema.ts";

/**
 * Brings every node up to its type's version, by the type's own `migrate`, which may make it a node of another type.
 * Nodes of unknown types and nodes saved by a newer version are left alone: validation has its say on them. Answers the
 * same document when nothing is old.
 */
export function migrateFlow(flow: Flow, catalogue: ReadonlyMap<string, NodeDefinition>): Flow {
  const nodes = flow.nodes.map((node) => migrateNode(node, catalogue));
  return nodes.every((node, at) => node === flow.nodes[at]) ? flow : { ...flow, nodes };
}

function migrateNode(node: FlowNode, catalogue: ReadonlyMap<string, NodeDefinition>): FlowNode {
  const definition = catalogue.get(node.type);
  const from = node.version ?? 1;
  if (definition === undefined || from >= definition.version) return node;
  const { config = {} } = node;
  const migrated = definition.migrate?.(config, from) ?? { config };
  const { becomes } = migrated;
  if (becomes === undefined) return { ...node, config: migrated.config, version: definition.version };
  return migrateNode({ ...node, ...becomes, config: migrated.config }, catalogue);
}
