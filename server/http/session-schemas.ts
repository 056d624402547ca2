import { Type } from "typebox";
import { errorSchema } from "#engine/protocol/rest/errors.ts";
import {
  sessionDetailSchema,
  sessionEventsSchema,
  sessionListSchema,
  sessionNodesSchema,
  type TranscriptFormat,
  tuneBodySchema,
  tunedNodeSchema,
} from "#engine/protocol/rest/sessions.ts";
import { sessionStates } from "#engine/protocol/session-event.ts";
import { answers, idParams, noContent } from "./schemas.ts";
import { transcriptFiles } from "./transcript.ts";

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
  list: {
    ...about("listSessions", "Sessions"),
    querystring: listQuery,
    response: answers(sessionListSchema),
  },
  get: { ...about("getSession", "A session"), params: idParams, response: answers(sessionDetailSchema) },
  events: {
    ...about("listEvents", "What happened in a session"),
    params: idParams,
    querystring: eventsQuery,
    response: answers(sessionEventsSchema),
  },
  stop: {
    ...about("stopSession", "End a session's input; what was captured still comes out"),
    params: idParams,
    response: answers(Type.Null({ description: "It is ending." }), 202),
  },
  nodes: {
    ...about("listSessionNodes", "Nodes of a session, with the settings in force"),
    params: idParams,
    response: answers(sessionNodesSchema),
  },
  tune: {
    ...about("tuneNode", "Change live settings of a node in a session, at once"),
    description:
      "The body holds the settings to change, all or none. They hold until the session ends, is taken up by another " +
      "server, or gets a deployment: deploy the flow to keep them. 404 for a node that is not there, 409 for a setting " +
      "that cannot change while the node runs (`live` in its schema) or a session that does not run, 422 for a value " +
      "that is not allowed.",
    params: nodeParams,
    body: tuneBodySchema,
    response: answers(tunedNodeSchema),
  },
  remove: {
    ...about("removeSession", "Remove a session with its transcript"),
    params: idParams,
    response: answers(noContent, 204),
  },
};

/** The schema of a transcript's route: its answer is a file. */
export function transcriptSchema(format: TranscriptFormat) {
  const { mediaType, title } = transcriptFiles[format];
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
