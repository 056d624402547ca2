import { type Static, Type } from "typebox";
import type { FlowDiff } from "../../flow/diff.ts";
import { type Flow, flowSchema } from "../../flow/schema.ts";
import { problemSchema } from "./errors.ts";

const names = Type.Array(Type.String());
const flowDiffSchema = Type.Object({
  added: names,
  removed: names,
  changed: Type.Array(Type.Object({ nodeId: Type.String(), fields: names })),
  edgesAdded: names,
  edgesRemoved: names,
});

/** One deployment of a flow, without the flow itself. */
export const revisionSchema = Type.Object({
  revision: Type.Integer({ minimum: 1, description: "Counts up by one a deployment." }),
  timeMs: Type.Number({ description: "When it was deployed: wall time, ms since 1970." }),
  note: Type.String({ description: "What whoever deployed it said about it." }),
  author: Type.Optional(
    Type.String({
      description: "Whoever deployed it, as they call themselves; absent where an older Patchbay did.",
    }),
  ),
  diff: Type.Unsafe<FlowDiff>({
    ...flowDiffSchema,
    description: "What differs from the revision before, by node id and by wire.",
  }),
});

/** A flow document, as the server answers it. */
export const flowAnswerSchema = Type.Unsafe<Flow>({ ...flowSchema, description: "A flow document." });
/** A flow document, as a client sends it: it is validated by the engine, with every problem at once. */
export const flowBodySchema = Type.Unsafe<unknown>({ ...flowSchema, description: "A flow document." });

const standing = {
  updatedMs: Type.Number({ description: "Wall time of the last change, ms since 1970." }),
  revision: Type.Integer({ minimum: 0, description: "Revision that is deployed; 0 when none is." }),
  hasChanges: Type.Boolean({ description: "Whether the draft differs from what is deployed." }),
};

/** GET /api/flows. */
export const flowListSchema = Type.Object(
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

/** GET and PUT /api/flows/:id, and what POST makes. */
export const storedFlowSchema = Type.Object(
  {
    flow: flowAnswerSchema,
    ...standing,
    problems: Type.Array(problemSchema, { description: "What keeps the draft from being deployed." }),
  },
  { description: "The flow's draft, and where its deployment stands." },
);

/** GET /api/flows/:id/revisions. */
export const revisionListSchema = Type.Object(
  { revisions: Type.Array(revisionSchema) },
  { description: "The last 50 deployments, newest first." },
);

const { diff: _diff, ...revisionFacts } = revisionSchema.properties;
/** GET /api/flows/:id/revisions/:revision. */
export const revisionFlowSchema = Type.Object(
  { ...revisionFacts, flow: flowAnswerSchema },
  { description: "A deployment with its flow." },
);

const nodeIds = (description: string) => Type.Array(Type.String(), { description });
const deployedSessionSchema = Type.Union([
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

/** What a deploy and a rollback answer. */
export const deployedSchema = Type.Object(
  {
    id: Type.String(),
    revision: Type.Integer({ minimum: 1 }),
    sessions: Type.Array(deployedSessionSchema, {
      description: "What it did to the sessions that run the flow.",
    }),
  },
  { description: "The revision that is active now." },
);

const baseRevision = Type.Integer({
  minimum: 0,
  description: "Revision that the change was made to; 0 for a flow that was never deployed.",
});

/** POST /api/flows/:id/deploy. */
export const deployBodySchema = Type.Object(
  {
    baseRevision,
    flow: Type.Optional(Type.Unknown({ description: "A flow document. Default: the flow's draft." })),
    note: Type.Optional(Type.String({ maxLength: 500, description: "What it is about. Default: empty." })),
  },
  { additionalProperties: false },
);

/** POST /api/flows/:id/rollback. */
export const rollbackBodySchema = Type.Object(
  { revision: Type.Integer({ minimum: 1 }), baseRevision },
  { additionalProperties: false },
);

export type Revision = Static<typeof revisionSchema>;
export type FlowSummary = Static<typeof flowListSchema>["flows"][number];
export type StoredFlow = Static<typeof storedFlowSchema>;
export type DeployedSession = Static<typeof deployedSessionSchema>;
export type Deployed = Static<typeof deployedSchema>;
export type DeployBody = Static<typeof deployBodySchema>;
export type RollbackBody = Static<typeof rollbackBodySchema>;
