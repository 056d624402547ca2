import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

/** The formats that are files. */
const writesFiles = { field: "formats", equals: ["jsonl", "srt", "webvtt"] } as const;
/** Captions are rare and small: whoever sends them may wait for the disk, so that none is lost. */
const queue = { policy: "block", capacity: 64 } as const;

export const definition = defineNode({
  type: "caption-output",
  version: 1,
  category: "output",
  title: "Caption output",
  summary: "Shows captions and translations, and writes them as JSONL, SRT and WebVTT files.",
  docs:
    "`console` shows every caption as it comes. The other formats are files and need a folder; without one they are " +
    "left out.\n\n" +
    "- `jsonl`: `<name>.jsonl`, one event a line, partial hypotheses included, written as they come.\n" +
    "- `srt` and `webvtt`: what was said in `<name>.srt` and `<name>.vtt`, every translation in a file of its own " +
    "such as `<name>.es.srt`. They hold final text only, one cue a segment in order of time, and are written at " +
    "the end of the session, also when it fails.\n\n" +
    "Every session writes its files anew.",
  execution: "async",
  inputs: {
    transcript: { type: "transcript", summary: "What was said, partial and final.", queue },
    translation: { type: "translation", summary: "The same in other languages.", queue },
  },
  outputs: {},
  config: Type.Object(
    {
      formats: Type.Array(Type.Enum(["console", "jsonl", "srt", "webvtt"]), {
        title: "Formats",
        description: "What to show and write.",
        default: ["console"],
        uniqueItems: true,
      }),
      folder: Type.String({
        title: "Folder",
        description: "Where files go; made when it is not there. Empty: no files.",
        default: "",
        visibleWhen: writesFiles,
      }),
      name: Type.String({
        title: "File name",
        description: "Start of each file's name, without folder and ending.",
        default: "captions",
        visibleWhen: writesFiles,
        minLength: 1,
        maxLength: 200,
        pattern: "^[^./\\\\\\u0000][^/\\\\\\u0000]*$",
      }),
    },
    { additionalProperties: false },
  ),
});
