import { type Static, Type } from "typebox";

/** Format name of the flow document; the number counts up with breaking changes. */
export const flowFormat = "patchbay.flow/1";

const id = Type.String({ minLength: 1, maxLength: 128, pattern: "^[A-Za-z0-9][A-Za-z0-9_.:-]*$" });
const point = Type.Object({ x: Type.Number(), y: Type.Number() }, { additionalProperties: false });
const portRef = Type.Object({ node: id, port: id }, { additionalProperties: false });

/** One node of a flow. */
export const flowNodeSchema = Type.Object(
  {
    id,
    type: Type.String({ minLength: 1, description: "Node type, a folder under nodes/." }),
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: "Version of the type that it was saved by. Default: 1." }),
    ),
    name: Type.Optional(Type.String({ description: "Label on the canvas. Default: the type's title." })),
    config: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    position: Type.Optional(point),
    devices: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description: "Devices wanted, best first: npu, cuda:1, cpu.",
      }),
    ),
    disabled: Type.Optional(Type.Boolean({ description: "Kept in the document, not run." })),
  },
  { additionalProperties: false },
);

/** One wire of a flow, with the queue that it may ask for. */
export const flowEdgeSchema = Type.Object(
  {
    id: Type.Optional(id),
    from: portRef,
    to: portRef,
    queue: Type.Optional(
      Type.Object(
        {
          policy: Type.Enum(["block", "drop-oldest", "drop-newest", "latest"]),
          capacity: Type.Integer({ minimum: 1, maximum: 65536, description: "Packets held at most." }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/** The flow document: what the editor saves, the server deploys and git diffs. */
export const flowSchema = Type.Object(
  {
    format: Type.Literal(flowFormat),
    id,
    name: Type.String({ minLength: 1 }),
    description: Type.Optional(Type.String()),
    nodes: Type.Array(flowNodeSchema),
    edges: Type.Array(flowEdgeSchema),
    groups: Type.Optional(
      Type.Array(
        Type.Object({ id, name: Type.String(), nodes: Type.Array(id) }, { additionalProperties: false }),
      ),
    ),
    comments: Type.Optional(
      Type.Array(Type.Object({ id, text: Type.String(), position: point }, { additionalProperties: false })),
    ),
  },
  { additionalProperties: false },
);

export type Flow = Static<typeof flowSchema>;
export type FlowNode = Static<typeof flowNodeSchema>;
export type FlowEdge = Static<typeof flowEdgeSchema>;
