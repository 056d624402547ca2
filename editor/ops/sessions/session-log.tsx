import "./session-log.css";
import { useId, useMemo } from "react";
import { type LogEntry, SessionLogReader } from "../../api/session-log.ts";
import { usePolled } from "../../api/use-polled.ts";
import { useText } from "../../texts/texts.ts";
import { formatClock } from "../../ui/format.ts";
import { Notice } from "../panel.tsx";
import { describeEntry } from "./describe-entry.ts";

const everyMs = 3_000;

/** How a session went: its states, the nodes that went to another device or came back, and what nodes showed. */
export function SessionLog({ sessionId }: { readonly sessionId: string }) {
  const t = useText();
  const id = useId();
  const { read } = useMemo(() => new SessionLogReader(sessionId), [sessionId]);
  const { data: entries, error } = usePolled(read, everyMs);
  if (error !== undefined && entries === undefined) return <Notice isError>{error}</Notice>;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="session-log-head">
        {t("ops.events")}
      </h3>
      <ol className="session-log" aria-labelledby={id}>
        {entries?.map((entry) => (
          <Entry key={entry.sequence} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const { event, timeMs } = entry;
  const isMissed = event.type === "device" && event.wanted !== undefined;
  const isFailure = event.type === "state" && event.state === "failed";
  return (
    <li data-tone={isFailure ? "bad" : isMissed ? "warn" : undefined}>
      <time className="figures" dateTime={new Date(timeMs).toISOString()}>
        {formatClock(timeMs)}
      </time>
      <span>{describeEntry(entry)}</span>
    </li>
  );
}
