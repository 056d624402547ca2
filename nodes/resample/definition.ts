import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "resample",
  version: 1,
  category: "audio",
  title: "Resample",
  summary: "Brings audio to another sample rate without aliasing.",
  docs:
    "A polyphase windowed-sinc filter: flat to 0.9 of the lower Nyquist frequency, 100 dB down above that frequency. Any " +
    "whole rates. Audio that has the rate already passes untouched. Media time stays in samples of the source; a gap " +
    "in it starts the filter anew.",
  execution: "sync",
  inputs: { audio: { type: "audio", summary: "Audio of any rate.", required: true } },
  outputs: {
    audio: { type: "audio", summary: "The same audio at the rate set.", rateHz: { field: "sampleRateHz" } },
  },
  config: Type.Object(
    {
      sampleRateHz: Type.Integer({
        title: "Sample rate",
        description: "Rate of the output; speech models take 16000.",
        default: 16000,
        minimum: 4000,
        maximum: 192_000,
        unit: "Hz",
      }),
    },
    { additionalProperties: false },
  ),
});
