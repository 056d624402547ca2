import { Type } from "typebox";
import {
  deployBodySchema,
  deployedSchema,
  flowAnswerSchema,
  flowBodySchema,
  flowListSchema,
  revisionFlowSchema,
  revisionListSchema,
  revisionSchema,
  rollbackBodySchema,
  storedFlowSchema,
} from "#engine/protocol/rest/flows.ts";
import { answers, idParams, noContent } from "./schemas.ts";

const revisionParams = Type.Object({ ...idParams.properties, revision: revisionSchema.properties.revision });

const about = (operationId: string, summary: string, description?: string) => ({
  operationId,
  summary,
  ...(description === undefined ? {} : { description }),
  tags: ["flows"],
});

/** Schemas of the routes of flows, by what they do. */
export const flowRouteSchemas = {
  list: { ...about("listFlows", "All flows"), response: answers(flowListSchema) },
  create: {
    ...about(
      "createFlow",
      "Keep a new flow as a draft",
      "The draft may be unfinished; `problems` says what keeps it from being deployed.",
    ),
    body: flowBodySchema,
    response: answers(storedFlowSchema, 201),
  },
  import: {
    ...about(
      "importFlow",
      "Keep a flow from a file as a draft",
      "A flow that could not be deployed is refused with the list of its problems, 422.",
    ),
    body: flowBodySchema,
    response: answers(storedFlowSchema, 201),
  },
  get: { ...about("getFlow", "A flow"), params: idParams, response: answers(storedFlowSchema) },
  put: {
    ...about("putFlow", "Change a flow's draft", "What is deployed stays as it is."),
    params: idParams,
    body: flowBodySchema,
    response: answers(storedFlowSchema),
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
    response: answers(flowAnswerSchema),
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
    body: deployBodySchema,
    response: answers(deployedSchema),
  },
  revisions: {
    ...about("listRevisions", "Deployments of a flow"),
    params: idParams,
    response: answers(revisionListSchema),
  },
  revision: {
    ...about("getRevision", "The flow of a deployment", "404 for one that is not among the last 50."),
    params: revisionParams,
    response: answers(revisionFlowSchema),
  },
  rollback: {
    ...about("rollbackFlow", "Deploy an earlier revision again, as a new one"),
    params: idParams,
    body: rollbackBodySchema,
    response: answers(deployedSchema),
  },
};
