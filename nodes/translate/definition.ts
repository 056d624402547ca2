import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";
import { precisions } from "#engine/graph/precision.ts";

export const definition = defineNode({
  type: "translate",
  version: 1,
  category: "language",
  title: "Translate",
  summary: "Translates transcripts into one or more languages.",
  docs:
    "Every final transcript gives one translation per target language, with the transcript's span and speaker; a " +
    "target that is the transcript's own language gives nothing. Texts of several sentences are translated " +
    "sentence by sentence. `averageLogProbability` is the model's own and tells how sure it was.\n\n" +
    "A transcript in a language that the model does not know is passed over, with one warning a language in the " +
    "log: one odd segment must not end a session. A target that it does not know is refused at the start.\n\n" +
    "With partials on, partials are translated too, at a lower priority and for 4 s at most; one that comes " +
    "after the final of its segment is passed over. What was shown of a segment whose final has no text, or fails, is " +
    "withdrawn by a final without text.\n\n" +
    "The model is a folder with the files of a Hugging Face ONNX export of M2M100, merged or with a decoder of its " +
    "own for the later steps, in any of the usual precisions. Texts of several sessions are translated together " +
    "where they wait, but for 8-bit exports: what these give would depend on who is beside them.",
  execution: "async",
  devices: ["gpu", "cpu"],
  inputs: {
    transcript: { type: "transcript", summary: "What was said, in any language.", required: true },
  },
  outputs: {
    translation: { type: "translation", summary: "One packet per transcript and target language." },
  },
  config: Type.Object(
    {
      model: Type.String({
        title: "Model",
        description: "Name of a translation model in M2M100 layout.",
        default: "phrasebook-mt",
        modelKind: "translation",
        minLength: 1,
      }),
      targetLanguages: Type.Array(Type.String({ minLength: 1 }), {
        title: "Target languages",
        description: "ISO 639-1 codes of the languages to translate into.",
        default: ["es"],
        minItems: 1,
        maxItems: 10,
        uniqueItems: true,
        control: "language",
        languageOf: "listener",
      }),
      precision: Type.Enum([...precisions], {
        title: "Precision",
        description:
          "Which of the model's exports to run. auto takes the best one for the device of those that are installed.",
        default: "auto",
      }),
      partials: Type.Boolean({
        title: "Translate partials",
        description: "Whether partial hypotheses are translated too.",
        default: false,
        live: true,
      }),
    },
    { additionalProperties: false },
  ),
});
