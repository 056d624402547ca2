import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { FlowError } from "#engine/errors.ts";
import { flowText } from "#engine/flow/flow-text.ts";
import { nameOf, type Principal } from "#server/access/principal.ts";
import { InvalidFlow } from "#server/flows/flow-errors.ts";
import type { StoredFlow } from "#server/flows/flow-record.ts";
import type { Deployment, FlowStore } from "#server/flows/flow-store.ts";
import type { DeployedSession, SessionService } from "#server/sessions/service.ts";
import { flowRouteSchemas as schemas } from "./flow-schemas.ts";
import { toJsonProblem } from "./schemas.ts";

/** What the routes of flows work with. */
export interface FlowRoutesOptions {
  readonly flows: FlowStore;
  readonly sessions: Pick<SessionService, "deployed">;
}

/**
 * A route whose body is a flow. The schema only documents it: `validateFlow` checks the body, so that every
 * problem is named at once, with status 422.
 */
const flowBody = { validatorCompiler: () => () => true };

/** /api/flows: drafts, import, export, deployments. */
export const flowRoutes: FastifyPluginAsyncTypebox<FlowRoutesOptions> = async (app, { flows, sessions }) => {
  app.get("/api/flows", { schema: schemas.list }, () => ({ flows: flows.list().map(toSummary) }));

  app.post("/api/flows", { ...flowBody, schema: schemas.create }, async ({ body }, reply) => {
    const stored = await create(flows, body);
    return reply.code(201).header("location", `/api/flows/${stored.flow.id}`).send(stored);
  });

  app.post("/api/flows/import", { ...flowBody, schema: schemas.import }, async ({ body }, reply) => {
    const problems = flows.problems(body);
    if (problems.length > 0) throw new InvalidFlow(problems);
    const stored = await create(flows, body);
    return reply.code(201).header("location", `/api/flows/${stored.flow.id}`).send(stored);
  });

  app.get("/api/flows/:id", { schema: schemas.get }, ({ params }) => toAnswer(flows, find(flows, params.id)));

  app.put("/api/flows/:id", { ...flowBody, schema: schemas.put }, async ({ params, body }) => {
    find(flows, params.id);
    return toAnswer(flows, await flows.put(body, params.id));
  });

  app.delete("/api/flows/:id", { schema: schemas.remove }, async ({ params }, reply) => {
    if (!(await flows.remove(params.id))) throw unknownFlow(params.id);
    return reply.code(204).send(null);
  });

  app.get("/api/flows/:id/export", { schema: schemas.export }, async ({ params }, reply) => {
    const { flow } = find(flows, params.id);
    // An id holds neither quotes nor anything beyond ASCII; Windows allows no colon in a file's name.
    const name = `${flow.id.replaceAll(":", "_")}.json`;
    return reply
      .header("content-disposition", `attachment; filename="${name}"`)
      .type("application/json; charset=utf-8")
      .serializer(flowText)
      .send(flow);
  });

  await app.register(deploymentRoutes, { flows, sessions });
};

/** /api/flows/:id/…: what is active, and what was. */
const deploymentRoutes: FastifyPluginAsyncTypebox<FlowRoutesOptions> = async (app, { flows, sessions }) => {
  const answer = async (id: string, { revision }: Deployment) => {
    const deployed = await sessions.deployed(id);
    return { id, revision, sessions: deployed.map(toJsonSession) };
  };

  app.post("/api/flows/:id/deploy", { schema: schemas.deploy }, async ({ params, body, principal }) => {
    const { flow, baseRevision, note } = body;
    return answer(
      params.id,
      await flows.deploy(params.id, flow, baseRevision, { note, author: authorOf(principal) }),
    );
  });

  app.get("/api/flows/:id/revisions", { schema: schemas.revisions }, ({ params }) => {
    const revisions = flows.revisions(params.id);
    if (revisions === undefined) throw unknownFlow(params.id);
    return { revisions };
  });

  app.get("/api/flows/:id/revisions/:revision", { schema: schemas.revision }, ({ params }) => {
    const { id } = params;
    const stored = flows.revisions(id);
    if (stored === undefined) throw unknownFlow(id);
    const about = stored.find(({ revision }) => revision === params.revision);
    const deployment = flows.deployment(id, params.revision);
    if (about === undefined || deployment === undefined) throw unknownRevision(id, params.revision);
    const { diff: _diff, ...facts } = about;
    return { ...facts, flow: deployment.flow };
  });

  app.post("/api/flows/:id/rollback", { schema: schemas.rollback }, async ({ params, body, principal }) => {
    const { revision, baseRevision } = body;
    return answer(params.id, await flows.rollback(params.id, revision, baseRevision, authorOf(principal)));
  });
};

function authorOf(principal: Principal | undefined): string | undefined {
  return principal && nameOf(principal);
}

function toJsonSession(deployed: DeployedSession) {
  const { sessionId } = deployed;
  if ("failure" in deployed) return { sessionId, failure: toJsonProblem(deployed.failure) };
  const { kept, tuned, restarted, added, removed } = deployed.report;
  return {
    sessionId,
    kept: [...kept],
    tuned: tuned.map(({ nodeId, fields }) => ({ nodeId, fields: [...fields] })),
    restarted: [...restarted],
    added: [...added],
    removed: [...removed],
  };
}

function toSummary({ flow: { id, name, description, nodes }, ...standing }: StoredFlow) {
  return {
    id,
    name,
    ...(description === undefined ? {} : { description }),
    nodeCount: nodes.length,
    ...standing,
  };
}

function toAnswer(flows: FlowStore, stored: StoredFlow) {
  return { ...stored, problems: flows.problems(stored.flow).map(toJsonProblem) };
}

async function create(flows: FlowStore, document: unknown) {
  const id = (document as { id?: unknown } | null)?.id;
  if (typeof id === "string" && flows.get(id) !== undefined) {
    throw new FlowError("flow.exists", { field: "id", message: `There is a flow "${id}" already.` });
  }
  return toAnswer(flows, await flows.put(document));
}

function find(flows: FlowStore, id: string): StoredFlow {
  const stored = flows.get(id);
  if (stored === undefined) throw unknownFlow(id);
  return stored;
}

function unknownFlow(id: string): FlowError {
  return new FlowError("flow.unknown", { message: `There is no flow "${id}".` });
}

function unknownRevision(id: string, revision: number): FlowError {
  return new FlowError("flow.unknown-revision", {
    field: "revision",
    message: `"${id}" has no revision ${revision}.`,
  });
}
