import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "switch",
  version: 1,
  category: "flow",
  title: "Switch",
  summary: "Sends packets that meet a condition one way and the rest another.",
  docs:
    "Compares one property of every packet. A packet without the property counts as not meeting the condition. " +
    "`contains` and `matches` compare text, `less` and `greater` compare numbers.",
  execution: "sync",
  inputs: { in: { type: "any", summary: "Packets of any type.", required: true } },
  outputs: {
    match: { type: "any", summary: "Packets that meet the condition." },
    otherwise: { type: "any", summary: "All the others." },
  },
  config: Type.Object(
    {
      property: Type.String({
        title: "Property",
        description: "Property of the packet, such as language, speaker or averageLogProbability.",
        default: "language",
        minLength: 1,
      }),
      operator: Type.Enum(["equals", "contains", "matches", "less", "greater"], {
        title: "Operator",
        description: "How property and value are compared; `matches` takes a regular expression.",
        default: "equals",
      }),
      value: Type.String({
        title: "Value",
        description: "What the property is compared with.",
        default: "en",
      }),
    },
    { additionalProperties: false },
  ),
});
