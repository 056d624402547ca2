import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "test-tone",
  version: 1,
  category: "sources",
  title: "Test tone",
  summary: "A sine, a sweep, white noise or silence, the same at every run.",
  docs:
    "For checking a chain by ear, by level or by figures. `level` is the peak: a sine is 3 dB lower by RMS, the noise " +
    "(uniform) 4.8 dB. The sweep rises from 20 Hz to 20 kHz (or 45% of the sample rate) in 10 s, as many octaves a " +
    "second all along, and begins again. Packets are 100 ms long. It can be held back, so nothing is dropped behind it.",
  execution: "async",
  source: "file",
  inputs: {},
  outputs: {
    audio: { type: "audio", summary: "The signal as mono chunks.", rateHz: { field: "sampleRateHz" } },
  },
  config: Type.Object(
    {
      kind: Type.Enum(["sine", "sweep", "white-noise", "silence"], {
        title: "Kind",
        description: "What is played.",
        default: "sine",
      }),
      frequencyHz: Type.Number({
        title: "Frequency",
        description: "Frequency of the sine; below half the sample rate.",
        default: 440,
        visibleWhen: { field: "kind", equals: "sine" },
        minimum: 1,
        maximum: 96_000,
        unit: "Hz",
      }),
      levelDb: Type.Number({
        title: "Level",
        description: "Peak, relative to full scale.",
        default: -20,
        visibleWhen: { field: "kind", equals: ["sine", "sweep", "white-noise"] },
        minimum: -120,
        maximum: 0,
        unit: "dB",
      }),
      durationMs: Type.Integer({
        title: "Duration",
        description: "How long it plays; 0 plays until the session is stopped, in real time only.",
        default: 0,
        minimum: 0,
        maximum: 86_400_000,
        unit: "ms",
      }),
      sampleRateHz: Type.Integer({
        title: "Sample rate",
        description: "Samples a second.",
        default: 48_000,
        minimum: 4000,
        maximum: 192_000,
        unit: "Hz",
      }),
      pace: Type.Enum(["real-time", "fast"], {
        title: "Pace",
        description: "Each chunk when a listener would have heard it, or as fast as the flow takes it.",
        default: "real-time",
      }),
    },
    { additionalProperties: false },
  ),
});
