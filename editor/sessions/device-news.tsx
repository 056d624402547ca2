import "./device-news.css";
import { useMemo } from "react";
import { type LogEntry, SessionLogReader } from "../api/session-log.ts";
import { usePolled } from "../api/use-polled.ts";
import { useText } from "../texts/texts.ts";
import { formatClock } from "../ui/format.ts";

const everyMs = 5_000;

/** The nodes of a session that went to another device, and came back; nothing where none did. */
export function DeviceNews({ sessionId }: { readonly sessionId: string }) {
  const t = useText();
  const { read } = useMemo(() => new SessionLogReader(sessionId), [sessionId]);
  const { data: entries = [] } = usePolled(read, everyMs);
  const changes = entries.filter(({ event }) => event.type === "device");
  if (changes.length === 0) return null;
  return (
    <details className="device-news">
      <summary>{t("sessions.devices", { count: changes.length })}</summary>
      <ol>
        {changes.map((entry) => (
          <Change key={entry.sequence} entry={entry} />
        ))}
      </ol>
    </details>
  );
}

function Change({ entry: { timeMs, event } }: { readonly entry: LogEntry }) {
  const t = useText();
  if (event.type !== "device") return null;
  const { nodeId: node, device, before, wanted, reason = "" } = event;
  const words =
    wanted === undefined
      ? t("sessions.devices.back", { node, device, before: before ?? "–" })
      : t("sessions.devices.missed", { node, device, wanted, reason });
  return (
    <li data-missed={wanted === undefined ? undefined : ""}>
      <time className="figures" dateTime={new Date(timeMs).toISOString()}>
        {formatClock(timeMs)}
      </time>
      <span>{words}</span>
    </li>
  );
}
