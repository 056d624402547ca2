import type { FastifyInstance } from "fastify";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import type { NodeRegistry } from "#engine/runtime/define-runtime.ts";
import { Metrics } from "#monitoring/metrics.ts";
import { createDeviceManager, type DeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { AccessControl } from "./access/access-control.ts";
import { asListenError, networkUrlsOf, urlOf } from "./address.ts";
import { createAudioDecoder } from "./audio/create-decoder.ts";
import type { Config } from "./config.ts";
import { FlowStore } from "./flows/flow-store.ts";
import { buildApp } from "./http/app.ts";
import { engineLogger, type Logging } from "./logging.ts";
import { createCollector } from "./ops-metrics.ts";
import { openStore } from "./sessions/open-store.ts";
import type { CaptionPublisher } from "./sessions/service.ts";
import { SessionManager } from "./sessions/session-manager.ts";
import type { SessionStore } from "./sessions/store.ts";
import { CaptionHub } from "./sockets/caption-hub.ts";
import { SocketCounters } from "./sockets/counters.ts";
import { ShownLines } from "./sockets/shown-lines.ts";
import { attachSockets, type Sockets } from "./sockets/sockets.ts";

/** What a server is started with. */
export interface ServerOptions {
  readonly config: Config;
  readonly logging: Logging;
  /** The nodes that flows are made of: what they are, and how they work. */
  readonly catalogue: NodeCatalogue;
  readonly registry: NodeRegistry;
}

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
  readonly devices: DeviceManager;
}

/**
 * Starts everything on one port.
 * @throws {FlowError} a store that cannot be opened, a port that is taken, a data folder in use
 */
export async function startServer(options: ServerOptions): Promise<PatchbayServer> {
  const { config, logging, catalogue } = options;
  const log = engineLogger(logging.logger);
  const flows = await FlowStore.open({ folder: config.dataFolder, catalogue, log });
  const store = await openStore({ ...config, log });
  const { cpuThreads, devicePreference: preferences, fallbackDevice: fallback } = config;
  const devices = createDeviceManager(cpuThreads, { preferences, fallback, log });
  const parts = await wire({ ...options, flows, store, devices });
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

interface Foundation extends ServerOptions {
  readonly flows: FlowStore;
  readonly store: SessionStore;
  readonly devices: DeviceManager;
}

/** What publishes comes first, then the sessions that publish to it, then what clients reach them by. */
async function wire(foundation: Foundation): Promise<Parts> {
  const { config, logging, catalogue, registry, flows, store, devices } = foundation;
  const { logger } = logging;
  const metrics = new Metrics(config.dataFolder);
  const counters = new SocketCounters();
  const hub = new CaptionHub();
  const shown = new ShownLines();
  const sessions = new SessionManager({
    catalogue,
    registry,
    store,
    tasks: metrics.timed(devices),
    publisher: countingPublisher(hub, metrics),
    deployment: (flowId, revision) => flows.deployment(flowId, revision),
    logger: (sessionId) => engineLogger(logger, sessionId),
    shown: (from, line) => shown.add(from, line),
    ended: (info) => metrics.sessionEnded(info),
    moved: (how) => metrics.sessionMoved(how),
  });
  const access = new AccessControl(config);
  const served = { config, access, catalogue, flows, store, sessions, devices };
  const app = await buildApp({ ...served, metrics, counters, logger });
  const sockets = attachSockets(app.server, {
    access,
    store,
    sessions,
    hub,
    counters,
    shown,
    createDecoder: createAudioDecoder,
    collect: createCollector({ sessions, devices, listeners: (id) => hub.listeners(id) }),
    log: engineLogger(logger),
    changed: (kind, amount) => metrics.socketsChanged(kind, amount),
  });
  logging.onLog((line) => sockets.log(line));
  flows.onChange((change) => sockets.flowChanged(change));
  return { app, sockets, sessions, store, flows, devices };
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

async function close({ app, sockets, sessions, store, flows, devices }: Parts): Promise<void> {
  await sockets.closeAudio();
  await sessions.close();
  await sockets.close();
  await app.close();
  await Promise.all([store.close(), flows.close(), devices.close()]);
}
