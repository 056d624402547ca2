import { Type } from "typebox";

const portSchema = Type.Object({
  name: Type.String(),
  type: Type.String({ description: "A port type, a key of `portTypes`." }),
  summary: Type.String(),
  required: Type.Boolean({ description: "An input that has to be wired." }),
  queue: Type.Optional(
    Type.Object(
      { policy: Type.String(), capacity: Type.Integer() },
      { description: "Of a wire that says nothing itself." },
    ),
  ),
});

const nodeSchema = Type.Object({
  type: Type.String(),
  version: Type.Integer(),
  category: Type.String(),
  title: Type.String(),
  summary: Type.String(),
  docs: Type.String({ description: "Markdown." }),
  execution: Type.Enum(["sync", "async"]),
  source: Type.Optional(Type.Enum(["file", "live"])),
  inputs: Type.Array(portSchema),
  outputs: Type.Array(portSchema, { description: "The `error` port of every node included." }),
  config: Type.Unsafe<Record<string, unknown>>({
    type: "object",
    additionalProperties: true,
    description: "JSON Schema of the settings, with the words of engine/graph/setting.ts.",
  }),
  devices: Type.Optional(Type.Array(Type.String(), { description: "Devices preferred, best first." })),
});

/** Every node type with its form, and what may be wired to what. */
export const nodesSchema = Type.Object(
  {
    nodes: Type.Array(nodeSchema),
    portTypes: Type.Array(
      Type.Object({
        type: Type.String(),
        label: Type.String(),
        colour: Type.String(),
        shape: Type.String(),
        connectsTo: Type.Array(Type.String(), { description: "Types of inputs that an output may go to." }),
      }),
    ),
  },
  { description: "Every node type in palette order, and every port type." },
);
