import { type Static, Type } from "typebox";
import type { Packet } from "../graph/packets.ts";
import { spanMs } from "../media-time.ts";
import { captionEventSchema, toCaptionEvent } from "./caption-event.ts";
import { shownLineSchema } from "./shown-line.ts";

/** `live`: audio comes in; `waiting`: its client is gone and may come back; `ended`: complete; `failed`: see error. */
export const sessionStates = ["live", "waiting", "ended", "failed"] as const;
export type SessionState = (typeof sessionStates)[number];

/**
 * Something of a session that is stored and numbered: a final caption or translation, a speaker, a new state, a node that
 * went to another device or came back, a line that a node showed.
 */
export const sessionEventSchema = Type.Union([
  Type.Object({ type: Type.Literal("caption"), event: captionEventSchema }),
  Type.Object({
    type: Type.Literal("speaker"),
    segmentId: Type.Integer({ minimum: 1 }),
    speaker: Type.Integer({ minimum: 1, description: "Speaker number, in order of appearance." }),
    similarity: Type.Number({ minimum: -1, maximum: 1 }),
    isNew: Type.Boolean({ description: "No speaker so far was similar enough." }),
    startMs: Type.Number({ description: "Media time of the segment's start." }),
    endMs: Type.Number(),
  }),
  Type.Object({
    type: Type.Literal("state"),
    state: Type.Enum([...sessionStates]),
    reason: Type.Optional(Type.String({ description: "Why it failed, in one line." })),
  }),
  Type.Object({
    type: Type.Literal("device"),
    nodeId: Type.String(),
    device: Type.String({ description: "The device that it runs on from here on." }),
    before: Type.Optional(Type.String({ description: "The one that it ran on; absent where it begins." })),
    wanted: Type.Optional(
      Type.String({
        description: "A better device, which it cannot use now; absent where it runs on the best.",
      }),
    ),
    reason: Type.Optional(Type.String({ description: "Why it cannot." })),
  }),
  Type.Object({
    type: Type.Literal("shown"),
    ...shownLineSchema.properties,
    isLast: Type.Optional(
      Type.Boolean({ description: "The node has shown as much as is stored; what follows is not." }),
    ),
  }),
]);

export type SessionEvent = Static<typeof sessionEventSchema>;

/** A packet as an event that is stored; undefined for partials and for packets that are no news to a listener. */
export function toSessionEvent(packet: Packet): SessionEvent | undefined {
  if (packet.type === "speaker") {
    const { segmentId, speaker, similarity, isNew } = packet;
    return { type: "speaker", segmentId, speaker, similarity, isNew, ...spanMs(packet) };
  }
  const event = toCaptionEvent(packet);
  if (event === undefined || isPartial(event)) return undefined;
  return { type: "caption", event };
}

/** Whether a caption event may still change. */
export function isPartial(event: Static<typeof captionEventSchema>): boolean {
  return event.kind === "translation" ? event.hypothesis === "partial" : event.kind === "partial";
}
