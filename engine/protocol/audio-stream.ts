import { type Static, Type } from "typebox";

/** Version of the messages below; it counts up with breaking changes. */
export const audioStreamVersion = 1;

/** The flow that a session runs when its client names none. */
export const defaultFlowId = "live-translate";

/** How the audio of a stream is encoded. `webm-opus` is what MediaRecorder makes; it carries its own rate. */
export const audioFormats = ["pcm-s16le", "pcm-f32le", "webm-opus"] as const;

/**
 * First message on `/ws/audio`, as JSON text. Binary messages with audio follow, then `stop`. A client that comes
 * back after a drop names its session; it then sends what it has stored, from `ready.offsetSamples` on.
 */
export const audioHelloSchema = Type.Object(
  {
    type: Type.Literal("hello"),
    version: Type.Literal(audioStreamVersion),
    format: Type.Enum([...audioFormats]),
    sampleRateHz: Type.Integer({ minimum: 4000, maximum: 192_000, description: "Rate of PCM, in Hz." }),
    channels: Type.Integer({
      minimum: 1,
      maximum: 8,
      description: "Interleaved channels of PCM; mixed to mono.",
    }),
    flow: Type.Optional(Type.String({ description: `Id of a deployed flow. Default: ${defaultFlowId}.` })),
    language: Type.Optional(
      Type.String({ description: "Spoken language, ISO 639-1, or auto. Default: the flow's." }),
    ),
    targetLanguages: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 10,
        description: "Languages to translate to. Default: the flow's.",
      }),
    ),
    resume: Type.Optional(
      Type.Object({
        sessionId: Type.String(),
        secret: Type.String({ description: "From the first ready." }),
      }),
    ),
  },
  { additionalProperties: false },
);

/** What a client sends as text. `stop`: the audio is complete, everything is to come out. */
export const audioClientMessageSchema = Type.Union([
  audioHelloSchema,
  Type.Object({ type: Type.Literal("stop") }, { additionalProperties: false }),
]);

/** What the server answers on an audio socket. */
export const audioServerMessageSchema = Type.Union([
  Type.Object({
    type: Type.Literal("ready"),
    version: Type.Literal(audioStreamVersion),
    sessionId: Type.String(),
    secret: Type.String({ description: "Lets this client, and nobody else, take the session up again." }),
    listenKey: Type.Optional(
      Type.String({
        description:
          "Lets whoever has it read this session's captions, and nothing else: `?key=` of /watch/:session and of " +
          "/ws/captions/:session. Only where the server asks for a token.",
      }),
    ),
    offsetSamples: Type.Integer({ minimum: 0, description: "Samples the session has had, on its clock." }),
    clockRateHz: Type.Integer({ minimum: 0, description: "The session's clock in Hz; 0 in a new session." }),
  }),
  Type.Object({
    type: Type.Literal("ack"),
    safeSamples: Type.Integer({
      minimum: 0,
      description: "Audio before this is worked off and stored: the client may forget it.",
    }),
  }),
  Type.Object({ type: Type.Literal("ended"), sessionId: Type.String() }),
  Type.Object({
    type: Type.Literal("error"),
    code: Type.String(),
    message: Type.String(),
    hint: Type.String(),
  }),
]);

/** Errors that pass: a client that comes back with its session may go on. The socket closes with 1011 after them. */
const passingErrors: readonly string[] = ["server.failed", "store.unavailable", "session.elsewhere"];

/** Whether a client that got an `error` with this code may come back. */
export function mayComeBack(code: string): boolean {
  return passingErrors.includes(code);
}

export type AudioHello = Static<typeof audioHelloSchema>;
export type AudioClientMessage = Static<typeof audioClientMessageSchema>;
export type AudioServerMessage = Static<typeof audioServerMessageSchema>;
