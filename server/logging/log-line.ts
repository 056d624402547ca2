import { styleText } from "node:util";
import type { LogMessage } from "#engine/protocol/editor-stream.ts";

type Fields = Readonly<Record<string, unknown>>;

const levels = { info: "info", warn: "warn", error: "error", fatal: "error" } as const;
const colours = { debug: "dim", info: "green", warn: "yellow", error: "red", fatal: "red" } as const;
const shownElsewhere = new Set(["timestamp", "service", "level", "message", "err"]);

/** A JSON log line as a message of the editor stream; undefined below level info. */
export function toLogMessage(line: string): LogMessage | undefined {
  const fields: Fields = JSON.parse(line);
  const level = levels[fields["level"] as keyof typeof levels];
  if (level === undefined) return undefined;
  const { session_id: sessionId, node_id: nodeId } = fields;
  return {
    type: "log",
    timeMs: Date.parse(String(fields["timestamp"])),
    level,
    message: String(fields["message"] ?? ""),
    ...(typeof sessionId === "string" ? { sessionId } : {}),
    ...(typeof nodeId === "string" ? { nodeId } : {}),
  };
}

/** A JSON log line as a person reads it in a terminal: time, level, message, fields, and the stack of an error. */
export function toPrettyLine(line: string): string {
  const fields: Fields = JSON.parse(line);
  const level = String(fields["level"]);
  const colour = colours[level as keyof typeof colours] ?? "dim";
  const time = String(fields["timestamp"]).slice(11, 23);
  const rest = Object.entries(fields).filter(([name]) => !shownElsewhere.has(name));
  const details = rest.map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const error = fields["err"] as { stack?: string } | undefined;
  const head = [
    styleText("dim", time),
    styleText(colour, level.toUpperCase().padEnd(5)),
    String(fields["message"] ?? ""),
    styleText("dim", details.join(" ")),
  ];
  return `${head.filter(Boolean).join(" ")}\n${error?.stack === undefined ? "" : `${error.stack}\n`}`;
}
