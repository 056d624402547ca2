import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "debug",
  version: 1,
  category: "debug",
  title: "Debug",
  summary: "Shows a line for every packet that passes, and hands it on unchanged.",
  docs:
    "Put it on any wire. The lines, with their media time, go to the person in front: the terminal, the editor's Debug " +
    "panel (the last 200 of a node) and the session's events (the first 200). They never go into logs, for they may " +
    "hold transcript text. Audio shows its level, everything else its properties, cut where they are long.",
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
