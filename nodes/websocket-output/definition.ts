import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

/** Sending never waits for a client, so whoever sends captions here is not held back. */
const queue = { policy: "block", capacity: 64 } as const;

export const definition = defineNode({
  type: "websocket-output",
  version: 1,
  category: "output",
  title: "WebSocket output",
  summary: "Sends captions, translations and speakers to every WebSocket client.",
  docs:
    "Opens a port of its own; its address goes to the log. Each message is JSON with a `type`:\n\n" +
    "- `hello`: `version`, `sessionId`, and the `sequence` number of the last message so far. It comes first.\n" +
    "- `caption`: `sequence` and the `event`, of kind `partial`, `final` or `translation`.\n" +
    "- `speaker`: `sequence` and who speaks in which segment.\n" +
    "- `end`: the session is over; the connection closes with code 1000.\n\n" +
    "Whoever joins late gets the history and what is being said right now (numbers up to that of the hello), then " +
    "everything that follows, once. A client that leaves more than 1 MiB unread, or does not answer a ping within " +
    "15 s, is cut off.\n\n" +
    "Anyone who reaches the address can read along, web pages open in a browser on this machine included: leave " +
    "the host as it is unless captions are to leave this machine.",
  execution: "async",
  inputs: {
    transcript: { type: "transcript", summary: "What was said, partial and final.", queue },
    translation: { type: "translation", summary: "The same in other languages.", queue },
    speaker: { type: "speaker", summary: "Who speaks in which segment.", queue },
  },
  outputs: {},
  config: Type.Object(
    {
      host: Type.String({
        title: "Host",
        description: "Address to listen on; 0.0.0.0 lets other machines in.",
        default: "127.0.0.1",
        minLength: 1,
      }),
      port: Type.Integer({
        title: "Port",
        description: "Port to listen on; 0 takes any free one.",
        default: 0,
        minimum: 0,
        maximum: 65535,
      }),
      path: Type.String({
        title: "Path",
        description: "Path of the address, beginning with a slash.",
        default: "/captions",
        pattern: "^/[^?#\\s]*$",
      }),
      historyLength: Type.Integer({
        title: "History",
        description: "Final captions and translations kept for those who join late.",
        default: 50,
        minimum: 0,
        maximum: 1000,
      }),
    },
    { additionalProperties: false },
  ),
});
