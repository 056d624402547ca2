import { existsSync } from "node:fs";
import { catalogue, registry } from "#nodes/registry.ts";
import { loadConfig } from "#server/config.ts";
import { logCrashes } from "#server/logging/crash-log.ts";
import { createLogging } from "#server/logging.ts";
import { type PatchbayServer, startServer } from "#server/server.ts";
import { welcomeText } from "./welcome.ts";

/** After this time whoever does not close is left behind. */
const drainMs = 30_000;

/**
 * Runs the server until SIGTERM or SIGINT, then lets everything that was said come out. A second signal ends it
 * at once.
 * @returns the exit code
 * @throws {InvalidConfig | FlowError} what it cannot start with
 */
export async function serveCommand(): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile();
  const config = loadConfig();
  const pretty = config.environment === "development" && process.stdout.isTTY === true;
  const logging = createLogging({ level: config.logLevel, pretty });
  logCrashes(logging.logger);
  const server = await startServer({ config, logging, catalogue, registry });
  process.stdout.write(welcomeText(server));
  await untilSignal();
  return drain(server);
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}

async function drain(server: PatchbayServer): Promise<number> {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(1));
  const timer = setTimeout(() => process.exit(1), drainMs);
  await server.close();
  clearTimeout(timer);
  return 0;
}
