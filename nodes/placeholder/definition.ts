import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "placeholder",
  version: 1,
  category: "flow",
  title: "Placeholder",
  summary: "Keeps the place and every property of an imported node that Patchbay does not have.",
  docs:
    "Imports make it, disabled, so that one unknown node does not stop the rest. It does nothing of what the " +
    "original did: when it is enabled, it hands packets on unchanged, whichever output of the original they would " +
    "have left by. Put nodes of Patchbay in its place, then remove it.",
  execution: "sync",
  isStandIn: true,
  inputs: { in: { type: "any", summary: "Packets of any type." } },
  outputs: { out: { type: "any", summary: "The same packets." } },
  config: Type.Object(
    {
      source: Type.String({
        title: "Source",
        description: "What the original comes from: `node-red` or `patchbay`.",
        default: "node-red",
      }),
      originalType: Type.String({
        title: "Original type",
        description: "The node type that the original had.",
        default: "",
      }),
      properties: Type.Record(Type.String(), Type.Unknown(), {
        title: "Properties",
        description: "The whole original as it was in the file, its wires included.",
        default: {},
      }),
      reason: Type.String({
        title: "Reason",
        description: "Why it is a placeholder.",
        default: "",
      }),
    },
    { additionalProperties: false },
  ),
});
