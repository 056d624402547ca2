import type { NodeDefinition } from "../graph/definition.ts";
import type { Flow, FlowNode } from "./schema.ts";

/**
 * Brings every node's config up to its type's version, by the type's own `migrate`. Nodes of unknown types
 * and nodes saved by a newer version are left alone: validation has its say on them.
 */
export function migrateFlow(flow: Flow, catalogue: ReadonlyMap<string, NodeDefinition>): Flow {
  return { ...flow, nodes: flow.nodes.map((node) => migrateNode(node, catalogue.get(node.type))) };
}

function migrateNode(node: FlowNode, definition: NodeDefinition | undefined): FlowNode {
  const from = node.version ?? definition?.version;
  if (definition === undefined || from === undefined || from >= definition.version) return node;
  const config = definition.migrate?.(node.config ?? {}, from) ?? node.config ?? {};
  return { ...node, config, version: definition.version };
}
