import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { dropsOf, lagOf, realTimeFactorOf, type SessionFigures } from "../../links/figures.ts";
import { formatCount, formatDuration, formatMediaTime, formatRatio, shortId } from "../../ui/format.ts";
import { Facts } from "../facts.tsx";
import { Status } from "../panel.tsx";
import { EdgeQueues } from "./edge-queues.tsx";
import { NodeTable } from "./node-table.tsx";
import { SessionLog } from "./session-log.tsx";

/** From here on listeners notice that captions are late, in ms. */
const lateMs = 5_000;

/** A live session with its figures; opened, with its nodes and queues. */
export function SessionRow({ session }: { readonly session: SessionFigures }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const name = shortId(session.sessionId);
  return (
    <li className="session">
      <div className="session-line">
        <button
          type="button"
          className="session-name"
          aria-expanded={isOpen}
          aria-controls={id}
          title={session.sessionId}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight size={16} aria-hidden />
          <span className="mono">{name}</span>
          <span className="muted">{session.flowId}</span>
        </button>
        <StateStatus state={session.state} />
        <Facts facts={factsOf(session)} />
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <SessionDetail session={session} name={name} />}
      </div>
    </li>
  );
}

function SessionDetail({ session, name }: { readonly session: SessionFigures; readonly name: string }) {
  return (
    <div className="session-detail">
      <NodeTable session={session} />
      <SessionLog sessionId={session.sessionId} />
      <EdgeQueues edges={session.edges} />
      <a href={`/watch/${encodeURIComponent(session.sessionId)}`}>Watch the captions of {name}</a>
    </div>
  );
}

function factsOf(session: SessionFigures) {
  const lagMs = lagOf(session);
  const factor = realTimeFactorOf(session);
  const drops = dropsOf(session);
  return [
    { name: "Media", value: formatMediaTime(session.mediaMs) },
    { name: "Listeners", value: formatCount(session.listeners) },
    { name: "RT factor", value: formatRatio(factor), isBad: factor > 1 },
    { name: "Lag", value: formatDuration(lagMs), isBad: lagMs > lateMs },
    { name: "Drops", value: formatCount(drops), isBad: drops > 0 },
  ];
}

/** The state of a session as a word. */
export function StateStatus({ state }: { readonly state: SessionFigures["state"] }) {
  const { tone, text } = states[state];
  return <Status tone={tone}>{text}</Status>;
}

const states = {
  live: { tone: "good", text: "Live" },
  waiting: { tone: "warn", text: "Waiting" },
  ended: { tone: "idle", text: "Ended" },
  failed: { tone: "bad", text: "Failed" },
} as const;
