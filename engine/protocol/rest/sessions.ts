import { type Static, Type } from "typebox";
import { editorStreamMessageSchema } from "../editor-stream.ts";
import { sessionEventSchema, sessionStates } from "../session-event.ts";
import { verdictReportSchema } from "../verdict-report.ts";

/** Forms in which a transcript can be had, by the ending of their files. */
export const transcriptFormats = ["txt", "srt", "vtt", "jsonl"] as const;

const session = {
  sessionId: Type.String(),
  flowId: Type.String(),
  revision: Type.Integer({ description: "Revision of the flow that it runs." }),
  state: Type.Enum([...sessionStates]),
  isRunning: Type.Boolean({ description: "Whether this server runs it now." }),
  language: Type.Optional(Type.String({ description: "Language that its client asked for." })),
  targetLanguages: Type.Optional(Type.Array(Type.String())),
  createdMs: Type.Number({ description: "Wall time, ms since 1970." }),
  updatedMs: Type.Number(),
};

/** Metrics of a session as `/ws/editor` sends them. */
const metrics = editorStreamMessageSchema.anyOf[1].properties.sessions.items;

/** GET /api/sessions. */
export const sessionListSchema = Type.Object(
  { sessions: Type.Array(Type.Object(session)) },
  { description: "Sessions, newest first." },
);

/** GET /api/sessions/:id. */
export const sessionDetailSchema = Type.Object(
  {
    ...session,
    lastSequence: Type.Integer({ minimum: 0, description: "Number of its last event; 0 before the first." }),
    captionCount: Type.Integer({ description: "Final captions." }),
    languages: Type.Array(Type.String(), { description: "Languages of its captions and translations." }),
    speakers: Type.Array(Type.Integer({ minimum: 1 }), { description: "Speakers heard." }),
    metrics: Type.Optional(
      Type.Object(
        {
          mediaMs: metrics.properties.mediaMs,
          inputDroppedMs: metrics.properties.inputDroppedMs,
          nodes: metrics.properties.nodes,
          edges: metrics.properties.edges,
          verdicts: Type.Array(verdictReportSchema, {
            description:
              "The latest verdicts of every node, each node's oldest first: why a text is there, or is not.",
          }),
        },
        { description: "While it runs." },
      ),
    ),
  },
  { description: "A session and what is known of it." },
);

const config = Type.Unsafe<Readonly<Record<string, unknown>>>(
  Type.Record(Type.String(), Type.Unknown(), { description: "All settings in force, defaults filled in." }),
);

/** GET /api/sessions/:id/nodes. */
export const sessionNodesSchema = Type.Object(
  {
    nodes: Type.Array(
      Type.Object({
        nodeId: Type.String(),
        type: Type.String(),
        name: Type.String(),
        wanted: metrics.properties.nodes.items.properties.wanted,
        config,
      }),
    ),
  },
  { description: "The nodes of a session that runs, senders before receivers." },
);

/** What a changed setting answers. */
export const tunedNodeSchema = Type.Object(
  { nodeId: Type.String(), config },
  { description: "The node with its settings." },
);

/** GET /api/sessions/:id/events. */
export const sessionEventsSchema = Type.Object(
  {
    events: Type.Array(
      Type.Object({
        sequence: Type.Integer({ minimum: 1 }),
        timeMs: Type.Number({ description: "Wall time, ms since 1970." }),
        event: sessionEventSchema,
      }),
    ),
    lastSequence: Type.Integer({ minimum: 0, description: "Number of the session's last event." }),
  },
  { description: "Events in order, without a gap." },
);

/** Live settings of a node to change, by name, all or none. */
export const tuneBodySchema = Type.Record(Type.String(), Type.Unknown(), {
  description: "Settings by name.",
});

export type TranscriptFormat = (typeof transcriptFormats)[number];
export type SessionSummary = Static<typeof sessionListSchema>["sessions"][number];
export type TunedNode = Static<typeof tunedNodeSchema>;
export type EventPage = Static<typeof sessionEventsSchema>;
