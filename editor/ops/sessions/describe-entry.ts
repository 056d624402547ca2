import type { LogEntry } from "../../api/session-log.ts";
import { text } from "../../texts/texts.ts";
import { formatMediaTime } from "../../ui/format.ts";

/** An entry of a session's log in words. Reasons are the server's own. */
export function describeEntry({ event }: LogEntry): string {
  if (event.type === "state") {
    if (event.reason !== undefined) return text("ops.event.failed", { reason: event.reason });
    return text(event.state === "waiting" ? "ops.event.waiting" : `ops.state.${event.state}`);
  }
  if (event.type === "shown") return describeShown(event);
  const { nodeId: node, device, before, wanted, reason = text("ops.event.notHere") } = event;
  if (wanted !== undefined) return text("ops.event.missed", { node, device, wanted, reason });
  if (before === undefined) return text("ops.event.runs", { node, device });
  return text("ops.event.moved", { node, device, before });
}

function describeShown(event: Extract<LogEntry["event"], { type: "shown" }>): string {
  const { nodeId: node, port, startMs, isLast = false } = event;
  const line = text("ops.event.shown", { time: formatMediaTime(startMs), node, port, text: event.text });
  return isLast ? text("ops.event.shownLast", { line }) : line;
}
