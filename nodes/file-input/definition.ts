import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "file-input",
  version: 1,
  category: "sources",
  title: "File input",
  summary: "Plays an audio file: WAV by itself, everything else through ffmpeg.",
  docs:
    "Reads WAV (PCM of 8 to 32 bits, float, A-law, mu-law; any rate and channel count; RF64) as a stream, so a long " +
    "file needs no memory. What is no WAV, by its content, is decoded by ffmpeg when that is installed. Channels are " +
    "averaged to mono; the file's own rate is kept and is the session's clock. A WAV file that was cut short plays to where it " +
    "ends. Put a resample node behind it.",
  execution: "async",
  source: "file",
  inputs: {},
  outputs: { audio: { type: "audio", summary: "The file as mono chunks at its own rate." } },
  config: Type.Object(
    {
      file: Type.String({
        title: "File",
        description: "Path of the audio file; `--input FILE` sets it.",
        default: "",
      }),
      pace: Type.Enum(["fast", "real-time"], {
        title: "Pace",
        description: "As fast as the flow takes it, or each chunk when a listener would have heard it.",
        default: "fast",
      }),
      chunkMs: Type.Integer({
        title: "Chunk",
        description: "Length of an audio packet.",
        default: 100,
        minimum: 10,
        maximum: 1000,
        unit: "ms",
      }),
    },
    { additionalProperties: false },
  ),
});
