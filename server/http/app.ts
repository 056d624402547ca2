import { readFileSync } from "node:fs";
import helmet from "@fastify/helmet";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import type { MeasuredSockets, Metrics } from "#monitoring/metrics.ts";
import type { DeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { ModelPulls } from "#runtime-workers/models/pulls.ts";
import type { AccessControl } from "#server/access/access-control.ts";
import { unknownRoute } from "#server/access/policy.ts";
import type { Config } from "#server/config.ts";
import type { FlowStore } from "#server/flows/flow-store.ts";
import { requestLogging } from "#server/logging/request-log.ts";
import type { SessionService } from "#server/sessions/service.ts";
import type { SessionStore } from "#server/sessions/store.ts";
import { lazyCompilers } from "./compilers.ts";
import { deviceRoutes } from "./devices.ts";
import { handleErrors } from "./errors.ts";
import { flowRoutes } from "./flows.ts";
import { guardRequests } from "./guard.ts";
import { healthRoutes } from "./health.ts";
import { measureServer } from "./metrics.ts";
import { modelRoutes } from "./models.ts";
import { nodeRoutes } from "./nodes.ts";
import { describeApi } from "./openapi.ts";
import { pages } from "./pages.ts";
import { secretRoutes } from "./secrets.ts";
import { sessionRoutes } from "./sessions.ts";

/** What the HTTP side of the server works with. It owns none of it: whoever made these closes them. */
export interface AppOptions {
  readonly config: Pick<Config, "metricsEnabled" | "monitoringEnabled" | "secretNames">;
  readonly access: AccessControl;
  readonly catalogue: NodeCatalogue;
  readonly flows: FlowStore;
  readonly store: SessionStore;
  readonly sessions: Omit<SessionService, "attach">;
  readonly devices: Pick<DeviceManager, "snapshot" | "reports">;
  /** Where requests are counted, and all else that is measured. */
  readonly metrics: Metrics;
  readonly counters: MeasuredSockets;
  /** Default: pulls to where the environment says. The app ends them when it closes. */
  readonly pulls?: ModelPulls;
  /** Default: silent. */
  readonly logger?: FastifyBaseLogger;
  /** Folder of the built pages. Default: editor/dist. */
  readonly pagesFolder?: string;
}

const packageFile = new URL("../../package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string };

/**
 * What pages of this server may load and reach: this server. Radix writes style elements; the Opus decoder is
 * WebAssembly, and its worker a blob. `'self'` covers WebSockets to the same host as well.
 */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:", "blob:"],
    mediaSrc: ["'self'", "blob:"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", "blob:"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** Everything that is served over HTTP, ready to listen. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, access, catalogue, flows, store, sessions, devices, metrics, counters } = options;
  const { logger, pagesFolder, pulls = new ModelPulls() } = options;
  const app: FastifyInstance = Fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    ...requestLogging,
    bodyLimit: unknownRoute.maxBytes,
    // Bodies are JSON and have their types; what comes by the address is text. Unknown fields are refused, not dropped.
    // The schemas come from TypeBox and are sound; checking them against the meta-schema is a tenth of the start.
    ajv: {
      customOptions: { removeAdditional: false, coerceTypes: true, allErrors: false, validateSchema: false },
    },
    schemaController: { compilersFactory: lazyCompilers },
  });
  handleErrors(app);
  // No HTTPS is claimed here: the server speaks HTTP, and a proxy in front says what holds for it.
  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: false });
  guardRequests(app, access);
  measureServer(app, { config, metrics, sessions, devices, counters });
  describeApi(app, version);
  await app.register(healthRoutes, { version, flows, store, devices });
  await app.register(flowRoutes, { flows, sessions });
  await app.register(nodeRoutes, { catalogue });
  await app.register(sessionRoutes, { store, sessions });
  await app.register(deviceRoutes, { devices });
  await app.register(secretRoutes, { secretNames: config.secretNames });
  app.addHook("onClose", () => pulls.close());
  await app.register(modelRoutes, { pulls });
  await app.register(pages, pagesFolder === undefined ? {} : { folder: pagesFolder });
  return app;
}
