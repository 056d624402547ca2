import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

/** What is published is kept first, and kept in order. */
const queue = { policy: "block", capacity: 64 } as const;

export const definition = defineNode({
  type: "session-output",
  version: 1,
  category: "output",
  title: "Session output",
  summary: "Sends captions, translations and speakers to everybody who listens to the session.",
  docs:
    "Under a Patchbay server what it gets is kept with the session, and whoever listens to the session gets it: the " +
    "pages `/live` and `/watch`, and clients of `/ws/captions`. On the command line, `patchbay run` opens a WebSocket " +
    "for listeners on a free port of this machine, and prints its address.\n\n" +
    "For a port that you choose, or for listeners of one node only, take `websocket-output`.",
  execution: "async",
  inputs: {
    transcript: { type: "transcript", summary: "What was said, partial and final.", queue },
    translation: { type: "translation", summary: "The same in other languages.", queue },
    speaker: { type: "speaker", summary: "Who speaks in which segment.", queue },
  },
  outputs: {},
  config: Type.Object({}, { additionalProperties: false }),
});
