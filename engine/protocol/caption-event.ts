import { type Static, Type } from "typebox";
import type { Packet, TranscriptPacket } from "../graph/packets.ts";
import { spanMs } from "../media-time.ts";

const common = {
  segmentId: Type.Integer({ minimum: 1 }),
  speaker: Type.Optional(Type.Integer({ minimum: 1, description: "Speaker number, absent until known." })),
  language: Type.String({ description: "ISO 639-1 code of `text`." }),
  text: Type.String(),
  startMs: Type.Number({ description: "Media time of the segment's start." }),
  endMs: Type.Number(),
};
const averageLogProbability = Type.Number({ maximum: 0 });
const probability = Type.Number({
  minimum: 0,
  maximum: 1,
  description: "Absent where the engine does not tell.",
});

/** One caption event: a line of JSONL output and a message of the caption WebSockets. */
export const captionEventSchema = Type.Union([
  Type.Object({
    kind: Type.Enum(["partial", "final"]),
    ...common,
    averageLogProbability: Type.Optional(averageLogProbability),
    languageProbability: Type.Optional(probability),
    noSpeechProbability: Type.Optional(probability),
  }),
  Type.Object({
    kind: Type.Literal("translation"),
    ...common,
    averageLogProbability,
    hypothesis: Type.Enum(["partial", "final"]),
    sourceLanguage: Type.String(),
    sourceText: Type.String(),
  }),
]);

export type CaptionEvent = Static<typeof captionEventSchema>;

type Figures = Pick<
  TranscriptPacket,
  "averageLogProbability" | "languageProbability" | "noSpeechProbability"
>;

/** A transcript or translation packet as a caption event; undefined for other packets. Times to the microsecond. */
export function toCaptionEvent(packet: Packet): CaptionEvent | undefined {
  if (packet.type !== "transcript" && packet.type !== "translation") return undefined;
  const common = {
    segmentId: packet.segmentId,
    ...(packet.speaker === undefined ? {} : { speaker: packet.speaker }),
    language: packet.language,
    text: packet.text,
    ...spanMs(packet),
  };
  if (packet.type === "translation") {
    const { averageLogProbability, hypothesis, sourceLanguage, sourceText } = packet;
    return { kind: "translation", ...common, averageLogProbability, hypothesis, sourceLanguage, sourceText };
  }
  return { kind: packet.hypothesis, ...common, ...figuresOf(packet) };
}

/** Those that the recogniser gave. */
function figuresOf({
  averageLogProbability,
  languageProbability,
  noSpeechProbability,
}: TranscriptPacket): Figures {
  return {
    ...(averageLogProbability === undefined ? {} : { averageLogProbability }),
    ...(languageProbability === undefined ? {} : { languageProbability }),
    ...(noSpeechProbability === undefined ? {} : { noSpeechProbability }),
  };
}
