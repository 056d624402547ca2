import type { FastifyInstance, RouteOptions } from "fastify";
import { Type } from "typebox";
import { flowFormat } from "#engine/flow/schema.ts";
import { answerBy, laterApp } from "./later-app.ts";

const description = `REST interface of a Patchbay server. Live audio, captions and metrics go over the WebSockets
\`/ws/audio\`, \`/ws/captions/{session}\` and \`/ws/editor\`, whose messages are described in engine/protocol. Flows are
documents of the format \`${flowFormat}\`. Every answer carries an \`X-Request-Id\`.`;

/** Collects every route that is registered after it, and shows them at /api/docs and /api/openapi.json. */
export function describeApi(app: FastifyInstance, version: string): void {
  const routes: RouteOptions[] = [];
  app.addHook("onRoute", (route) => {
    if (route.method !== "HEAD") routes.push(route);
  });
  const docs = laterApp(app, (later) => documentRoutes(later, routes, version));
  const document = Type.Unsafe<Record<string, unknown>>({ type: "object", additionalProperties: true });
  const schema = {
    tags: ["machine"],
    summary: "This document",
    description: "Every route with its parameters, bodies and answers, as OpenAPI 3.1.",
    operationId: "getOpenapi",
    response: { 200: { ...document, description: "The OpenAPI document." } },
  };
  app.get("/api/openapi.json", { schema }, async () => (await docs()).swagger());
  for (const path of ["/api/docs", "/api/docs/*"]) {
    app.get(path, { schema: { hide: true } }, (request, reply) => answerBy(docs, request, reply));
  }
}

/** The routes again, for their schemas only, and the pages that show them. */
async function documentRoutes(app: FastifyInstance, routes: readonly RouteOptions[], version: string) {
  const { default: swagger } = await import("@fastify/swagger");
  const { default: swaggerUi } = await import("@fastify/swagger-ui");
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Patchbay", description, version, license: { name: "Apache-2.0" } },
      tags: [
        { name: "flows", description: "Flows, their deployments and revisions." },
        { name: "nodes", description: "What there is to wire." },
        { name: "sessions", description: "Runs of flows, and what was said in them." },
        { name: "machine", description: "Devices, models and health." },
      ],
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer", description: "PATCHBAY_TOKEN, where the server has one." },
          cookie: { type: "apiKey", in: "cookie", name: "patchbay_token" },
        },
      },
      security: [{}, { token: [] }, { cookie: [] }],
    },
  });
  await app.register(swaggerUi, { routePrefix: "/api/docs" });
  for (const { method, url, schema = {} } of routes) {
    if (schema.hide !== true) app.route({ method, url, schema, handler: () => undefined });
  }
}
