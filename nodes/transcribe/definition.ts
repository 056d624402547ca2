import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";
import { precisions } from "#engine/graph/precision.ts";

export const definition = defineNode({
  type: "transcribe",
  version: 1,
  category: "speech",
  title: "Transcribe",
  summary: "Writes down what is said in segments of speech, with any Whisper model.",
  docs:
    "Takes 16 kHz segments (put a resample node in front of the VAD). Every closed segment becomes one `final` " +
    "transcript; wire `open` as well to get `partial` ones while somebody still speaks. Partials come as fast as the " +
    "device allows: only the newest snapshot waits. Silence and noise give no transcript: what nobody can hear does not " +
    "reach the model, and what it is unsure of or repeats is decoded again at higher temperatures (drawn with a seed, so " +
    "that a recording gives the same text twice); partials are not, they are left out. When partials of a segment were " +
    "sent and it turns out empty or fails, a final without text withdraws them. Finals have word times where the model's export " +
    "gives cross-attention. The model is a folder with the files of a Hugging Face ONNX export of Whisper, multilingual " +
    "or English-only, in any of the usual precisions; or an OpenVINO export, for an NPU and a GPU of Intel, and the " +
    "processor where there is no ONNX one. The latter takes openvino-genai-node (npm i openvino-genai-node), which " +
    "decodes by itself: transcripts then have no probabilities, and the guards that go by them do not apply.",
  execution: "async",
  inputs: {
    segment: { type: "segment", summary: "Closed segments at the model's rate, 16 kHz.", required: true },
    open: {
      type: "segment",
      summary: "Snapshots of speech that still goes on.",
      queue: { policy: "latest", capacity: 1 },
    },
  },
  outputs: { transcript: { type: "transcript", summary: "What was said, partial and final." } },
  devices: ["npu", "gpu", "cpu"],
  config: Type.Object(
    {
      model: Type.String({
        title: "Model",
        description: "Name of a Whisper model that is installed.",
        default: "phrasebook-asr",
        modelKind: "asr",
        minLength: 1,
      }),
      language: Type.String({
        title: "Language",
        description: "ISO 639-1 code of the language spoken, or auto to detect it for every segment.",
        default: "auto",
        minLength: 2,
        control: "language",
        languageOf: "speaker",
      }),
      precision: Type.Enum([...precisions], {
        title: "Precision",
        description:
          "Which of the model's exports to run. auto takes the best one for the device of those that are installed.",
        default: "auto",
      }),
      initialPrompt: Type.String({
        title: "Prompt",
        description:
          "Names and terms that may come, written as a sentence that precedes the speech; the last 223 tokens count.",
        default: "",
        maxLength: 2000,
        control: "multiline",
      }),
    },
    { additionalProperties: false },
  ),
});
