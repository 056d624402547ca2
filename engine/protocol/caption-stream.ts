import { type Static, Type } from "typebox";
import { type SpeakerPacket, samplesToMs } from "../graph/packets.ts";
import { captionEventSchema } from "./caption-event.ts";

/** Version of the messages below; it counts up with breaking changes. */
export const captionStreamVersion = 1;

const sequence = Type.Integer({
  minimum: 0,
  description: "Number of the message within the session, from 1. In a hello: of the last one so far.",
});

/**
 * What a caption WebSocket sends, one JSON text a message. A client gets `hello`, then the state: messages
 * that still matter, with the numbers (at most the hello's) that they had when they were sent. What follows
 * counts on from the hello's number without a gap. A client that comes back skips the numbers it knows.
 */
export const captionStreamMessageSchema = Type.Union([
  Type.Object({
    type: Type.Literal("hello"),
    version: Type.Literal(captionStreamVersion),
    sessionId: Type.String(),
    sequence,
  }),
  Type.Object({ type: Type.Literal("caption"), sequence, event: captionEventSchema }),
  Type.Object({
    type: Type.Literal("speaker"),
    sequence,
    segmentId: Type.Integer({ minimum: 1 }),
    speaker: Type.Integer({ minimum: 1, description: "Speaker number, in order of appearance." }),
    similarity: Type.Number({ minimum: -1, maximum: 1 }),
    isNew: Type.Boolean({ description: "Nobody heard so far was similar enough." }),
    startMs: Type.Number({ description: "Media time of the segment's start." }),
    endMs: Type.Number(),
  }),
  Type.Object({ type: Type.Literal("end"), sequence }),
]);

/** A message of a caption WebSocket; `type` tells them apart. */
export type CaptionStreamMessage = Static<typeof captionStreamMessageSchema>;

/** A speaker packet as a message. Times to the microsecond. */
export function toSpeakerMessage(packet: SpeakerPacket, sequence: number): CaptionStreamMessage {
  const { segmentId, speaker, similarity, isNew, startSamples, endSamples, clockRateHz } = packet;
  const [startMs, endMs] = [startSamples, endSamples].map(
    (samples) => Math.round(samplesToMs(samples, clockRateHz) * 1000) / 1000,
  ) as [number, number];
  return { type: "speaker", sequence, segmentId, speaker, similarity, isNew, startMs, endMs };
}
