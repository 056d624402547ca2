import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";
import { vadRateHz } from "./layout.ts";

export const definition = defineNode({
  type: "vad",
  version: 1,
  category: "speech",
  title: "Voice activity",
  summary: "Finds speech in 16 kHz audio and cuts it into segments at the pauses.",
  docs:
    "Silero VAD judges every 32 ms. Speech begins where the probability reaches `threshold` and ends once it stayed " +
    "under `offThreshold` for `minSilenceMs`. A segment longer than `maxSegmentMs` is cut at its least speech-like " +
    "place near the end, without losing or doubling a sample. `open` carries growing snapshots of a segment that " +
    "still goes on, for partial results; they have the segmentId of the closed segment to come. A hole in media time " +
    "(a muted microphone) and the end of the input close an open segment.",
  execution: "async",
  inputs: {
    audio: {
      type: "audio",
      summary: "Mono audio at 16 kHz.",
      required: true,
      rateHz: vadRateHz,
      // Short, so that a live source that is held back joins what waits, and one task judges all of it.
      queue: { policy: "block", capacity: 2 },
    },
  },
  outputs: {
    segment: { type: "segment", summary: "Each stretch of speech, once it has ended." },
    open: { type: "segment", summary: "Snapshots of speech that still goes on." },
    probability: { type: "event", summary: "Speech probability of every 32 ms window." },
  },
  devices: ["npu", "cpu"],
  config: Type.Object(
    {
      model: Type.String({
        title: "Model",
        description: "Voice activity model in the layout of Silero VAD v5.",
        default: "silero-vad",
        modelKind: "vad",
        minLength: 1,
      }),
      threshold: Type.Number({
        title: "Threshold",
        description: "Speech probability at which speech begins.",
        default: 0.5,
        minimum: 0.01,
        maximum: 0.99,
        live: true,
      }),
      offThreshold: Type.Number({
        title: "Off threshold",
        description:
          "Speech probability under which silence begins; a value above the threshold counts as it.",
        default: 0.35,
        minimum: 0.01,
        maximum: 0.99,
        live: true,
      }),
      minSpeechMs: Type.Integer({
        title: "Minimum speech",
        description:
          "Speech with less voice in it than this is dropped. Of 200 spoken digits 250 ms loses 14, 150 ms two.",
        default: 150,
        minimum: 0,
        maximum: 1000,
        unit: "ms",
        live: true,
      }),
      minSilenceMs: Type.Integer({
        title: "Minimum silence",
        description:
          "A pause of this length ends a segment. Shorter is quicker, longer keeps sentences whole.",
        default: 300,
        minimum: 100,
        maximum: 2000,
        unit: "ms",
        live: true,
      }),
      paddingMs: Type.Integer({
        title: "Padding",
        description: "Audio kept before and after the speech; after it no more than the pause waited for.",
        default: 200,
        minimum: 30,
        maximum: 400,
        unit: "ms",
        live: true,
      }),
      maxSegmentMs: Type.Integer({
        title: "Longest segment",
        description: "A longer segment is cut in two at the quietest place of its last 30%.",
        default: 20_000,
        minimum: 2000,
        maximum: 60_000,
        unit: "ms",
        live: true,
      }),
      openEveryMs: Type.Integer({
        title: "Snapshot every",
        description: "A snapshot of an open segment is sent when it has grown by this much; 0 sends none.",
        default: 500,
        minimum: 0,
        maximum: 10_000,
        unit: "ms",
        live: true,
      }),
    },
    { additionalProperties: false },
  ),
});
