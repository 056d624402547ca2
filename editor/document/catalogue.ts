import type { Category, NodeCatalogue, NodeDefinition } from "#engine/graph/definition.ts";

const modules = import.meta.glob<{ readonly definition: NodeDefinition }>("../../nodes/*/definition.ts", {
  eager: true,
});

/** Palette sections, in the order in which sound goes through them. */
export const categories: readonly Category[] = [
  "sources",
  "audio",
  "speech",
  "speakers",
  "language",
  "output",
  "flow",
  "debug",
];

/** Every node type by name, in palette order: the definitions of nodes/, as the server has them. */
export const catalogue: NodeCatalogue = new Map(
  Object.values(modules)
    .map(({ definition }) => definition)
    .sort((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category))
    .map((definition) => [definition.type, definition]),
);
