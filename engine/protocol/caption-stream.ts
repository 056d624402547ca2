import { type Static, Type } from "typebox";
import { captionEventSchema } from "./caption-event.ts";
import { sessionEventSchema, sessionStates } from "./session-event.ts";

/**
 * Version of the messages below; it counts up with breaking changes. A kind of event that is new is none: clients pass
 * over the kinds that they do not know, and count their numbers.
 */
export const captionStreamVersion = 1;

const sequence = Type.Integer({
  minimum: 0,
  description: "Number of an event within its session, from 1, without a gap.",
});

/**
 * What a caption WebSocket sends, one JSON text a message. First `hello`; then every event that the client has
 * not had (`?after=N`, default 0: from the start or, on a node's own port, from its history), in order; then what
 * happens. Events are stored and numbered, partials are neither: one that is missed is made good by the next.
 */
export const captionStreamMessageSchema = Type.Union([
  Type.Object({
    type: Type.Literal("hello"),
    version: Type.Literal(captionStreamVersion),
    sessionId: Type.String(),
    sequence: Type.Integer({ minimum: 0, description: "Number of the last event so far." }),
    state: Type.Enum([...sessionStates]),
  }),
  Type.Object({ type: Type.Literal("event"), sequence, event: sessionEventSchema }),
  Type.Object({ type: Type.Literal("partial"), event: captionEventSchema }),
  Type.Object({ type: Type.Literal("end"), sequence: Type.Integer({ minimum: 0 }) }),
]);

/** A message of a caption WebSocket; `type` tells them apart. */
export type CaptionStreamMessage = Static<typeof captionStreamMessageSchema>;
