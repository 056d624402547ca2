import type { FastifyInstance } from "fastify";
import type { MeasuredPool, MeasuredSockets, Metrics } from "#monitoring/metrics.ts";
import type { Config } from "#server/config.ts";
import type { SessionService } from "#server/sessions/service.ts";

/** What is measured, and where its figures go. */
export interface MeasuredServer {
  readonly config: Pick<Config, "metricsEnabled" | "monitoringEnabled">;
  readonly metrics: Metrics;
  readonly sessions: Pick<SessionService, "live">;
  readonly devices: { snapshot(): readonly MeasuredPool[] };
  readonly counters: MeasuredSockets;
}

const collectEveryMs = 1000;

/** Counts every request, measures the server once a second until it closes, and answers Prometheus at /metrics. */
export function measureServer(app: FastifyInstance, measured: MeasuredServer): void {
  const { config, metrics, sessions, devices, counters } = measured;
  const collect = () => {
    metrics.collectSessions(sessions.live());
    metrics.collectDevices(devices.snapshot());
    metrics.collectSockets(counters);
  };
  const timer = config.monitoringEnabled ? setInterval(collect, collectEveryMs) : undefined;
  app.addHook("onClose", async () => clearInterval(timer));
  app.addHook("onResponse", async (request, reply) => {
    metrics.httpRequest(request.routeOptions.url, request.method, reply.statusCode);
  });
  if (!config.metricsEnabled) return;
  app.get("/metrics", { schema: { hide: true } }, async (_request, reply) => {
    collect();
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}
