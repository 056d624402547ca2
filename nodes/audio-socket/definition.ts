import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "audio-socket",
  version: 1,
  category: "sources",
  title: "Audio socket",
  summary: "Audio that a program sends to the server over a WebSocket.",
  docs:
    "Any WebSocket client of `/ws/audio` can feed it: the first message is a JSON `hello` that names the format (16-bit " +
    "or float PCM of any rate and channel count, or WebM with Opus), binary messages with audio follow, then `stop`. " +
    "The rate of the first audio is the session's clock; channels are averaged to mono. Packets are 100 ms long. " +
    "Put a resample node behind it.",
  execution: "async",
  source: "live",
  isFed: "always",
  inputs: {},
  outputs: {
    audio: { type: "audio", summary: "What is sent, as mono chunks at its own rate.", rateHz: "any" },
  },
  config: Type.Object({}, { additionalProperties: false }),
});
