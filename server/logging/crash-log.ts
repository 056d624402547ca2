import type { Logger as PinoLogger } from "pino";

/** How long whoever reads the log may take with its last lines. */
const flushDeadlineMs = 1000;

/**
 * Logs what nobody caught, with its stack. A promise that failed unheeded concerns one client, and the server goes on;
 * after an exception nothing is certain, so the process ends with code 1 once its log is written.
 */
export function logCrashes(logger: PinoLogger): void {
  process.on("unhandledRejection", (reason) => {
    logger.error({ err: asError(reason) }, "a promise failed, and nobody heeded it");
  });
  process.on("uncaughtException", (thrown) => {
    logger.fatal({ err: asError(thrown) }, "an error was caught by nobody: the server ends");
    setTimeout(() => process.exit(1), flushDeadlineMs);
    process.stdout.write("", () => process.exit(1));
  });
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
