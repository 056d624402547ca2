import type { FastifyInstance } from "fastify";
import type { MeasuredPool, MeasuredSockets, Metrics } from "#monitoring/metrics.ts";
import type { Config } from "./config.ts";
import type { LiveSessionInfo } from "./sessions/service.ts";

/** What is measured. */
export interface Measured {
  readonly config: Pick<Config, "metricsEnabled" | "monitoringEnabled">;
  readonly live: () => readonly LiveSessionInfo[];
  readonly devices: { snapshot(): readonly MeasuredPool[] };
  readonly counters: MeasuredSockets;
}

const collectEveryMs = 1000;

/** Measures the server once a second and answers Prometheus at /metrics. The answer ends it. */
export function reportMetrics(app: FastifyInstance, metrics: Metrics, measured: Measured): () => void {
  const { config, live, devices, counters } = measured;
  const collect = () => {
    metrics.collectSessions(live());
    metrics.collectDevices(devices.snapshot());
    metrics.collectSockets(counters);
  };
  const timer = config.monitoringEnabled ? setInterval(collect, collectEveryMs) : undefined;
  app.addHook("onResponse", async (request, reply) => {
    metrics.httpRequest(request.routeOptions.url, request.method, reply.statusCode);
  });
  if (config.metricsEnabled) {
    const schema = { hide: true };
    app.get("/metrics", { schema }, async (_request, reply) => {
      collect();
      return reply.type(metrics.contentType).send(await metrics.text());
    });
  }
  return () => clearInterval(timer);
}
