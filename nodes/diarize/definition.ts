import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "diarize",
  version: 1,
  category: "speakers",
  title: "Diarize",
  summary: "Tells who speaks: numbers the speakers and labels transcripts with them.",
  docs:
    "Every closed segment is compared by its voice with the speakers heard so far in the session, and either " +
    "given to one of them or opens a new one. Numbers start at 1, in order of appearance, and never change.\n\n" +
    "Wire the same VAD to `segment` here and to a transcribe node, and the transcripts to `transcript`: they " +
    "come out with their speaker. A transcript whose segment is not known passes as it is, and so does a " +
    "partial one until its segment is closed. Segments have to be at 16 kHz.\n\n" +
    "The default threshold is measured on the model voiceprint: at 0.45 turns of about 2 s among 2 to 4 voices " +
    "that it knows are 95% right, with as many speakers as there are; at 0.36 they are 91% right. A lower " +
    "threshold merges speakers who sound alike, a higher one splits one speaker into several. Segments with less " +
    "than 1.5 s of speech need proportionally less similarity, since the shorter they are the less they sound " +
    "like their speaker.",
  execution: "async",
  devices: ["npu", "gpu", "cpu"],
  inputs: {
    segment: { type: "segment", summary: "Speech at 16 kHz.", required: true },
    transcript: { type: "transcript", summary: "Transcripts of the same segments, to be labelled." },
  },
  outputs: {
    speaker: { type: "speaker", summary: "Who speaks, one packet per closed segment." },
    transcript: { type: "transcript", summary: "The transcripts, with their speaker." },
  },
  config: Type.Object(
    {
      model: Type.String({
        title: "Model",
        description: "Name of a speaker-embedding model that takes 80 Kaldi filter-bank bands.",
        default: "voiceprint",
        modelKind: "speaker-embedding",
        minLength: 1,
      }),
      threshold: Type.Number({
        title: "Threshold",
        description: "Cosine similarity from which on a segment belongs to a known speaker.",
        default: 0.45,
        minimum: 0,
        maximum: 1,
      }),
      maxSpeakers: Type.Integer({
        title: "Most speakers",
        description: "Once there are so many, every segment goes to the most similar one.",
        default: 20,
        minimum: 1,
        maximum: 20,
      }),
      minSegmentMs: Type.Integer({
        title: "Shortest segment",
        description: "A segment with less speech opens no new speaker, unless there is none yet.",
        default: 300,
        minimum: 0,
        maximum: 5_000,
        unit: "ms",
      }),
    },
    { additionalProperties: false },
  ),
});
