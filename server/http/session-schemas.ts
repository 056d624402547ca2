import { Type } from "typebox";
import { editorStreamMessageSchema } from "#engine/protocol/editor-stream.ts";
import { sessionEventSchema, sessionStates } from "#engine/protocol/session-event.ts";
import { verdictReportSchema } from "#engine/protocol/verdict-report.ts";
import { answers, errorSchema, idParams, noContent } from "./schemas.ts";
import { type TranscriptFormat, transcriptFormats } from "./transcript.ts";

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

const listAnswer = Type.Object(
  { sessions: Type.Array(Type.Object(session)) },
  { description: "Sessions, newest first." },
);

const oneAnswer = Type.Object(
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

const nodesAnswer = Type.Object(
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

const tunedAnswer = Type.Object(
  { nodeId: Type.String(), config },
  { description: "The node with its settings." },
);

const eventsAnswer = Type.Object(
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

const listQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
    state: Type.Optional(Type.Enum([...sessionStates])),
  },
  { additionalProperties: false },
);
const eventsQuery = Type.Object(
  {
    after: Type.Integer({ minimum: 0, default: 0, description: "Number of the last event already known." }),
    limit: Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 }),
  },
  { additionalProperties: false },
);
const transcriptQuery = Type.Object(
  {
    language: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 16,
        description: "Every segment in this language, said or translated. Default: what was said.",
      }),
    ),
  },
  { additionalProperties: false },
);

const nodeParams = Type.Object({
  ...idParams.properties,
  node: Type.String({ minLength: 1, maxLength: 128 }),
});

const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ["sessions"] });

/** Schemas of the routes of sessions, by what they do. */
export const sessionRouteSchemas = {
  list: { ...about("listSessions", "Sessions"), querystring: listQuery, response: answers(listAnswer) },
  get: { ...about("getSession", "A session"), params: idParams, response: answers(oneAnswer) },
  events: {
    ...about("listEvents", "What happened in a session"),
    params: idParams,
    querystring: eventsQuery,
    response: answers(eventsAnswer),
  },
  stop: {
    ...about("stopSession", "End a session's input; what was captured still comes out"),
    params: idParams,
    response: answers(Type.Null({ description: "It is ending." }), 202),
  },
  nodes: {
    ...about("listSessionNodes", "Nodes of a session, with the settings in force"),
    params: idParams,
    response: answers(nodesAnswer),
  },
  tune: {
    ...about("tuneNode", "Change live settings of a node in a session, at once"),
    description:
      "The body holds the settings to change, all or none. They hold until the session ends, is taken up by another " +
      "server, or gets a deployment: deploy the flow to keep them. 404 for a node that is not there, 409 for a setting " +
      "that cannot change while the node runs (`live` in its schema) or a session that does not run, 422 for a value " +
      "that is not allowed.",
    params: nodeParams,
    body: Type.Record(Type.String(), Type.Unknown(), { description: "Settings by name." }),
    response: answers(tunedAnswer),
  },
  remove: {
    ...about("removeSession", "Remove a session with its transcript"),
    params: idParams,
    response: answers(noContent, 204),
  },
};

/** The schema of a transcript's route: its answer is a file. */
export function transcriptSchema(format: TranscriptFormat) {
  const { mediaType, title } = transcriptFormats[format];
  const [type = ""] = mediaType.split(";");
  return {
    ...about(`getTranscript${format[0]?.toUpperCase()}${format.slice(1)}`, `A transcript as ${title}`),
    params: idParams,
    querystring: transcriptQuery,
    response: {
      200: { description: "The transcript as a file.", content: { [type]: { schema: Type.String() } } },
      "4xx": errorSchema,
      "5xx": errorSchema,
    },
  };
}
