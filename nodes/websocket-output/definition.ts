import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

/** Sending never waits for a client, so whoever sends captions here is not held back. */
const queue = { policy: "block", capacity: 64 } as const;

export const definition = defineNode({
  type: "websocket-output",
  version: 2,
  category: "output",
  title: "WebSocket output",
  summary:
    "Opens a WebSocket of its own, and sends captions, translations and speakers to all of its clients.",
  docs:
    "The address goes to the log; on the command line it is printed. For those who listen to the session at a " +
    "Patchbay server take `session-output`. Each message is JSON with a `type`:\n\n" +
    "- `hello`: `version`, `sessionId`, `state`, and the `sequence` number of the last event so far. It comes first.\n" +
    "- `event`: its `sequence` number and the `event`: a final caption or translation, or who speaks.\n" +
    "- `partial`: text that may still change. It has no number: the next one makes good for one that was missed.\n" +
    "- `end`: the session is over; the connection closes with code 1000.\n\n" +
    "Whoever joins late gets the history and what is being said right now, then everything that follows, once; " +
    "`?after=N` leaves out the events up to number N. A client that leaves more than 1 MiB unread, or does not answer " +
    "a ping within 15 s, is cut off.\n\n" +
    "As long as the host is an address of this machine only, web pages from elsewhere are refused. With any other " +
    "host, anyone who reaches the address can read along.\n\n" +
    'In a flow file write `"version": 2` beside the type: of version 1, which a node without a version is, port 0 ' +
    "meant the session, and such a node is read as a `session-output`.",
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
        description: "Events (final captions, translations, speakers) kept for those who join late.",
        default: 200,
        minimum: 0,
        maximum: 10_000,
      }),
    },
    { additionalProperties: false },
  ),
  // Of version 1, without a port of its own it published to the session's listeners.
  migrate: (config) =>
    (config["port"] ?? 0) === 0
      ? { config: {}, becomes: { type: "session-output", version: 1 } }
      : { config: { ...config } },
});
