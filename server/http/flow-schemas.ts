import { Type } from "typebox";
import { type Flow, flowSchema } from "#engine/flow/schema.ts";
import { revisionSchema } from "#server/flows/flow-record.ts";
import { answers, idParams, noContent, problemSchema } from "./schemas.ts";

const flowAnswer = Type.Unsafe<Flow>({ ...flowSchema, description: "A flow document." });
const flowBody = Type.Unsafe<unknown>({ ...flowSchema, description: "A flow document." });

const standing = {
  updatedMs: Type.Number({ description: "Wall time of the last change, ms since 1970." }),
  revision: Type.Integer({ minimum: 0, description: "Revision that is deployed; 0 when none is." }),
  hasChanges: Type.Boolean({ description: "Whether the draft differs from what is deployed." }),
};

const listAnswer = Type.Object(
  {
    flows: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        description: Type.Optional(Type.String()),
        nodeCount: Type.Integer(),
        ...standing,
      }),
    ),
  },
  { description: "All flows, in order of their ids." },
);

const keptAnswer = Type.Object(
  {
    flow: flowAnswer,
    ...standing,
    problems: Type.Array(problemSchema, { description: "What keeps the draft from being deployed." }),
  },
  { description: "The flow's draft, and where its deployment stands." },
);

const revisionsAnswer = Type.Object(
  { revisions: Type.Array(revisionSchema) },
  { description: "The last 50 deployments, newest first." },
);

const { diff: _diff, ...revisionFacts } = revisionSchema.properties;
const revisionParams = Type.Object({ ...idParams.properties, revision: revisionFacts.revision });
const revisionAnswer = Type.Object(
  { ...revisionFacts, flow: flowAnswer },
  { description: "A deployment with its flow." },
);

const nodeIds = (description: string) => Type.Array(Type.String(), { description });
const deployedSession = Type.Union([
  Type.Object({
    sessionId: Type.String(),
    kept: nodeIds("Nodes that went on with all that they hold, those tuned among them."),
    tuned: Type.Array(Type.Object({ nodeId: Type.String(), fields: Type.Array(Type.String()) }), {
      description: "Kept nodes with the live settings that changed.",
    }),
    restarted: nodeIds("Nodes that sent all they held and began anew."),
    added: nodeIds("Nodes that the session did not have."),
    removed: nodeIds("Nodes that sent all they held and are gone."),
  }),
  Type.Object(
    { sessionId: Type.String(), failure: problemSchema },
    { description: "The session could not take the deployment and goes on with the revision that it had." },
  ),
]);

const deployedAnswer = Type.Object(
  {
    id: Type.String(),
    revision: Type.Integer({ minimum: 1 }),
    sessions: Type.Array(deployedSession, { description: "What it did to the sessions that run the flow." }),
  },
  { description: "The revision that is active now." },
);

const baseRevision = Type.Integer({
  minimum: 0,
  description: "Revision that the change was made to; 0 for a flow that was never deployed.",
});

const deployBody = Type.Object(
  {
    baseRevision,
    flow: Type.Optional(Type.Unknown({ description: "A flow document. Default: the flow's draft." })),
    note: Type.Optional(Type.String({ maxLength: 500, description: "What it is about. Default: empty." })),
  },
  { additionalProperties: false },
);

const rollbackBody = Type.Object(
  { revision: Type.Integer({ minimum: 1 }), baseRevision },
  { additionalProperties: false },
);

const about = (operationId: string, summary: string, description?: string) => ({
  operationId,
  summary,
  ...(description === undefined ? {} : { description }),
  tags: ["flows"],
});

/** Schemas of the routes of flows, by what they do. */
export const flowRouteSchemas = {
  list: { ...about("listFlows", "All flows"), response: answers(listAnswer) },
  create: {
    ...about(
      "createFlow",
      "Keep a new flow as a draft",
      "The draft may be unfinished; `problems` says what keeps it from being deployed.",
    ),
    body: flowBody,
    response: answers(keptAnswer, 201),
  },
  import: {
    ...about(
      "importFlow",
      "Keep a flow from a file as a draft",
      "A flow that could not be deployed is refused with the list of its problems, 422.",
    ),
    body: flowBody,
    response: answers(keptAnswer, 201),
  },
  get: { ...about("getFlow", "A flow"), params: idParams, response: answers(keptAnswer) },
  put: {
    ...about("putFlow", "Change a flow's draft", "What is deployed stays as it is."),
    params: idParams,
    body: flowBody,
    response: answers(keptAnswer),
  },
  remove: {
    ...about("removeFlow", "Remove a flow and its deployments", "Sessions that run it go on."),
    params: idParams,
    response: answers(noContent, 204),
  },
  export: {
    ...about(
      "exportFlow",
      "A flow as a file",
      "Two spaces, keys in a fixed order: the same flow is the same file.",
    ),
    params: idParams,
    response: answers(flowAnswer),
  },
  deploy: {
    ...about(
      "deployFlow",
      "Make a flow active",
      "409 with both revisions when somebody else deployed meanwhile, 422 with the list of problems when the flow " +
        "cannot run; what was deployed then stays active. Sessions that run go on with it: only nodes that changed " +
        "restart, and live settings change in place. `X-Patchbay-Name` of the request, percent-encoded, is the " +
        "revision's author.",
    ),
    params: idParams,
    body: deployBody,
    response: answers(deployedAnswer),
  },
  revisions: {
    ...about("listRevisions", "Deployments of a flow"),
    params: idParams,
    response: answers(revisionsAnswer),
  },
  revision: {
    ...about("getRevision", "The flow of a deployment", "404 for one that is not among the last 50."),
    params: revisionParams,
    response: answers(revisionAnswer),
  },
  rollback: {
    ...about("rollbackFlow", "Deploy an earlier revision again, as a new one"),
    params: idParams,
    body: rollbackBody,
    response: answers(deployedAnswer),
  },
};
