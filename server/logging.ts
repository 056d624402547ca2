import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";
import type { LogMessage } from "#engine/protocol/editor-stream.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { toLogMessage, toPrettyLine } from "./logging/log-line.ts";
import { LogTail } from "./logging/log-tail.ts";
import { redactLine } from "./logging/redact.ts";

/** Levels of `LOG_LEVEL`, the most talkative first. */
export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** How the log is set up. */
export interface LoggingOptions {
  readonly level: LogLevel;
  /** Lines for a person instead of JSON: for a terminal in development. Default false. */
  readonly pretty?: boolean;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** The log of this process. */
export interface Logging {
  readonly logger: PinoLogger;
  /** Lines of level info and above from now on, at most 50 a second; the answer ends it. */
  onLog(listener: (line: LogMessage) => void): () => void;
  /** The last 200 of these lines, oldest first. */
  recentLogs(): readonly LogMessage[];
}

/**
 * A log of JSON lines: `timestamp` (ISO 8601), `service`, `level`, `message`, and where they are known `request_id`,
 * `session_id`, `node_id`, `duration` (seconds), `model`. Audio, transcripts and credentials are cut out of every
 * line before it is written.
 */
export function createLogging({
  level,
  pretty = false,
  destination = process.stdout,
}: LoggingOptions): Logging {
  const tail = new LogTail();
  const write = (line: string) => {
    const clean = redactLine(line);
    const message = toLogMessage(clean);
    if (message !== undefined) tail.push(message);
    destination.write(pretty ? toPrettyLine(clean) : clean);
  };
  const logger = pino(
    {
      level,
      base: { service: "patchbay" },
      messageKey: "message",
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: nameFields },
    },
    { write },
  );
  return {
    logger,
    onLog: (listener) => tail.subscribe(listener),
    recentLogs: () => tail.recent(),
  };
}

/** The log as the engine takes it; for a session every line carries its id. */
export function engineLogger(logger: PinoLogger, sessionId?: string): Logger {
  const child = sessionId === undefined ? logger : logger.child({ session_id: sessionId });
  return {
    debug: (message, fields) => child.debug(fields ?? {}, message),
    info: (message, fields) => child.info(fields ?? {}, message),
    warn: (message, fields) => child.warn(fields ?? {}, message),
  };
}

/** Fields by the names that the log uses; times in ms become `duration` in seconds. */
function nameFields(fields: Record<string, unknown>): Record<string, unknown> {
  const { sessionId, nodeId, durationMs, ...rest } = fields;
  return {
    ...rest,
    ...(sessionId === undefined ? {} : { session_id: sessionId }),
    ...(nodeId === undefined ? {} : { node_id: nodeId }),
    ...(typeof durationMs === "number" ? { duration: Math.round(durationMs) / 1000 } : {}),
  };
}
