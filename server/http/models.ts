import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type CatalogueModel, filesOf } from "#runtime-workers/models/catalogue.ts";
import type { Manifest } from "#runtime-workers/models/manifest.ts";
import type { ModelPulls, PullState } from "#runtime-workers/models/pulls.ts";
import { installedModels, listModels } from "#runtime-workers/models/resolve.ts";
import { modelRouteSchemas as schemas } from "./model-schemas.ts";

/** What the routes of models work with. */
export interface ModelRoutesOptions {
  readonly pulls: Pick<
    ModelPulls,
    "settings" | "catalogue" | "stateOf" | "start" | "cancel" | "verify" | "remove"
  >;
}

/** /api/models: what is there, what can be pulled, and pulling it. */
export const modelRoutes: FastifyPluginAsyncTypebox<ModelRoutesOptions> = async (app, { pulls }) => {
  app.get("/api/models", { schema: schemas.list }, () => {
    const { folder } = pulls.settings;
    const installed = new Map(installedModels(folder).map(({ name, manifest }) => [name, manifest]));
    return {
      models: listModels().map(({ kind, ...model }) => (kind === undefined ? model : { ...model, kind })),
      catalogue: pulls.catalogue.map((model) =>
        toEntry(model, installed.get(model.id), pulls.stateOf(model.id)),
      ),
      folder,
    };
  });

  app.post("/api/models/:id/pull", { schema: schemas.pull }, async ({ params, query }, reply) => {
    pulls.start(params.id, query.variant);
    return reply.code(202).send(null);
  });

  app.post("/api/models/:id/cancel", { schema: schemas.cancel }, async ({ params }, reply) => {
    await pulls.cancel(params.id);
    return reply.code(204).send(null);
  });

  app.post("/api/models/:id/verify", { schema: schemas.verify }, async ({ params }) => {
    const damage = await pulls.verify(params.id);
    return { isSound: damage.length === 0, damage: [...damage] };
  });

  app.delete("/api/models/:id", { schema: schemas.remove }, async ({ params }, reply) => {
    await pulls.remove(params.id);
    return reply.code(204).send(null);
  });
};

function toEntry(model: CatalogueModel, manifest: Manifest | undefined, pull: PullState | undefined) {
  const { id, title, kind, format, repo, licence, languages, variants } = model;
  const state = pull?.state ?? (manifest === undefined ? ("available" as const) : ("installed" as const));
  const sizeBytes = sizeOf(manifest?.files ?? filesOf(model, variants[0]));
  return {
    ...{ id, title, kind, format, repo, licence, languages, variants, state },
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(manifest?.variant === undefined ? {} : { variant: manifest.variant }),
    ...(pull === undefined ? {} : toPull(pull)),
  };
}

function toPull(pull: PullState) {
  if (pull.state === "failed") {
    const { code, message, hint } = pull.error;
    return { error: { code, message, hint } };
  }
  const variant = pull.variant === undefined ? {} : { variant: pull.variant };
  return { pull: { doneBytes: 0, ...pull.progress, ...variant } };
}

function sizeOf(files: readonly { readonly sizeBytes?: number }[]): number | undefined {
  const sizes = files.map(({ sizeBytes }) => sizeBytes);
  return sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined;
}
