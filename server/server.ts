import type { FastifyInstance } from "fastify";
import { Metrics } from "#monitoring/metrics.ts";
import { catalogue } from "#nodes/registry.ts";
import { createDeviceHost, type DeviceHost } from "#runtime-workers/devices/device-host.ts";
import { asListenError, networkUrlsOf, urlOf } from "./address.ts";
import { createAudioDecoder } from "./audio/create-decoder.ts";
import type { Config } from "./config.ts";
import { FlowStore } from "./flows/flow-store.ts";
import { buildApp } from "./http/app.ts";
import { engineLogger, type Logging } from "./logging.ts";
import { createCollector } from "./ops-metrics.ts";
import { reportMetrics } from "./report-metrics.ts";
import { openStore } from "./sessions/open-store.ts";
import type { CaptionPublisher } from "./sessions/service.ts";
import { SessionManager } from "./sessions/session-manager.ts";
import type { SessionStore } from "./sessions/store.ts";
import { attachSockets, type Sockets } from "./sockets/sockets.ts";

/** A server that listens. */
export interface PatchbayServer {
  /** Such as http://127.0.0.1:3000: for a browser on this machine. */
  readonly url: string;
  /** For browsers elsewhere, where the server listens on every address of its machine. */
  readonly networkUrls: readonly string[];
  /**
   * Lets no new client in, lets every session's captured audio come out and be delivered, closes all sockets
   * with 1001 and gives everything back.
   */
  close(): Promise<void>;
}

interface Parts {
  readonly app: FastifyInstance;
  readonly sockets: Sockets;
  readonly sessions: SessionManager;
  readonly store: SessionStore;
  readonly flows: FlowStore;
  readonly devices: DeviceHost;
  readonly stopMetrics: () => void;
}

/**
 * Starts everything on one port.
 * @throws {FlowError} a store that cannot be opened, a port that is taken, a data folder in use
 */
export async function startServer(config: Config, logging: Logging): Promise<PatchbayServer> {
  const log = engineLogger(logging.logger);
  const flows = await FlowStore.open({ folder: config.dataFolder, catalogue, log });
  const store = await openStore({ ...config, log });
  const { cpuThreads, devicePreference: preference, fallbackDevice: fallback } = config;
  const devices = createDeviceHost(cpuThreads, { preference, fallback, log });
  const parts = await wire({ config, logging, flows, store, devices });
  try {
    const recovered = await parts.sessions.recover();
    if (recovered > 0) log.info(`${recovered} sessions wait for their clients`);
    await parts.app.listen({ host: config.host, port: config.port });
    devices.start(); // not before: the two would only slow each other down
  } catch (error) {
    await close(parts);
    throw asListenError(error, config);
  }
  const { server } = parts.app;
  return { url: urlOf(server, config.host), networkUrls: networkUrlsOf(server), close: () => close(parts) };
}

interface Foundation {
  readonly config: Config;
  readonly logging: Logging;
  readonly flows: FlowStore;
  readonly store: SessionStore;
  readonly devices: DeviceHost;
}

async function wire({ config, logging, flows, store, devices }: Foundation): Promise<Parts> {
  const metrics = new Metrics(config.dataFolder);
  // HTTP, sockets and sessions need each other: routes and sockets ask for the sessions only when a client does.
  const live = () => sessions.live();
  const app = await buildApp({
    config,
    flows,
    store,
    sessions: {
      live,
      stop: (sessionId) => sessions.stop(sessionId),
      deployed: (flowId) => sessions.deployed(flowId),
      nodes: (sessionId) => sessions.nodes(sessionId),
      tune: (sessionId, nodeId, fields) => sessions.tune(sessionId, nodeId, fields),
    },
    devices,
    logger: logging.logger,
  });
  const sockets = attachSockets(app.server, {
    ...config,
    store,
    attach: (hello) => sessions.attach(hello),
    createDecoder: createAudioDecoder,
    collect: createCollector({ sessions: { live }, devices, listeners: (id) => sockets.listeners(id) }),
    log: engineLogger(logging.logger),
    changed: (kind, amount) => metrics.socketsChanged(kind, amount),
  });
  logging.onLog((line) => sockets.log(line));
  flows.onChange((change) => sockets.flowChanged(change));
  const sessions = new SessionManager({
    store,
    tasks: metrics.timed(devices),
    publisher: countingPublisher(sockets.publisher, metrics),
    deployment: (flowId, revision) => flows.deployment(flowId, revision),
    logger: (sessionId) => engineLogger(logging.logger, sessionId),
    ended: (info) => metrics.sessionEnded(info),
  });
  const stopMetrics = reportMetrics(app, metrics, { config, live, devices, counters: sockets.counters });
  return { app, sockets, sessions, store, flows, devices, stopMetrics };
}

function countingPublisher(publisher: CaptionPublisher, metrics: Metrics): CaptionPublisher {
  return {
    event: (sessionId, stored) => {
      metrics.sessionEvent(sessionId, stored.event);
      publisher.event(sessionId, stored);
    },
    partial: (sessionId, event) => publisher.partial(sessionId, event),
    end: (sessionId, lastSequence) => publisher.end(sessionId, lastSequence),
  };
}

async function close({ app, sockets, sessions, store, flows, devices, stopMetrics }: Parts): Promise<void> {
  stopMetrics();
  await sockets.closeAudio();
  await sessions.close();
  await sockets.close();
  await app.close();
  await Promise.all([store.close(), flows.close(), devices.close()]);
}
