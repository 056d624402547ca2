import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "debug",
  version: 1,
  category: "debug",
  title: "Debug",
  summary: "Shows a line for every packet that passes, and hands it on unchanged.",
  docs:
    "Put it on any wire. The lines go to the person in front (terminal, editor), never into logs: they may hold " +
    "transcript text. Audio shows its level, everything else its properties.",
  execution: "sync",
  inputs: { in: { type: "any", summary: "Packets of any type.", required: true } },
  outputs: { out: { type: "any", summary: "The same packets." } },
  config: Type.Object(
    {
      every: Type.Integer({
        title: "Every",
        description: "Shows one packet in this many.",
        default: 1,
        minimum: 1,
        maximum: 1_000_000,
      }),
    },
    { additionalProperties: false },
  ),
});
