import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "#engine/runtime/logger.ts";
import { Metrics } from "#monitoring/metrics.ts";
import { catalogue } from "#nodes/registry.ts";
import type { DeviceSnapshot } from "#runtime-workers/devices/device.ts";
import type { DeviceReport } from "#runtime-workers/devices/device-report.ts";
import { AccessControl } from "#server/access/access-control.ts";
import { type Config, loadConfig } from "#server/config.ts";
import { FlowStore } from "#server/flows/flow-store.ts";
import type { LiveSessionInfo } from "#server/sessions/service.ts";
import { SqliteStore } from "#server/sessions/sqlite-store.ts";
import type { NewSession } from "#server/sessions/store.ts";
import { SocketCounters } from "#server/sockets/counters.ts";
import { type AppOptions, buildApp } from "./app.ts";

/** A new, empty folder. */
export const makeFolder = (): string => mkdtempSync(join(tmpdir(), "patchbay-http-"));

/** The app over real stores in a data folder, with sessions and devices that a test sets by hand. */
export async function startApp(
  options: Partial<AppOptions> & { settings?: Partial<Config>; data?: string } = {},
) {
  const { settings = {}, data = makeFolder(), ...parts } = options;
  const flows = await FlowStore.open({ folder: data, examples: makeFolder(), catalogue, log: silentLogger });
  const store = new SqliteStore(join(data, "sessions.db"));
  const live: LiveSessionInfo[] = [];
  const stopped: string[] = [];
  const reports: DeviceReport[] = [];
  const pools: DeviceSnapshot[] = [
    { device: "cpu", pid: 1, running: 0, waiting: 0, completed: 3, crashes: 0 },
  ];
  const sessions = {
    live: () => live,
    stop: (sessionId: string) => {
      stopped.push(sessionId);
      return live.some((info) => info.sessionId === sessionId);
    },
    deployed: async () => [],
    nodes: () => undefined,
    tune: () => undefined,
  };
  const config = { ...loadConfig({}), ...settings };
  const app = await buildApp({
    config,
    access: new AccessControl(config),
    catalogue,
    flows,
    store,
    sessions,
    devices: { snapshot: () => pools, reports: () => reports },
    metrics: new Metrics(data),
    counters: new SocketCounters(),
    ...parts,
  });
  const close = async () => {
    await app.close();
    await flows.close();
    await store.close();
  };
  return { app, flows, store, live, stopped, pools, reports, data, close };
}

/** The server that had {@link storedSession}. */
export const owner = "server-a";
/** A session as it is stored, that nobody runs. */
export function storedSession(sessionId: string, fields: Partial<NewSession> = {}): NewSession {
  return {
    sessionId,
    secretHash: "0".repeat(64),
    flowId: "live-translate",
    revision: 1,
    language: undefined,
    targetLanguages: undefined,
    state: "ended",
    checkpoint: undefined,
    owner,
    createdMs: 1_700_000_000_000,
    updatedMs: 1_700_000_000_000,
    ...fields,
  };
}
