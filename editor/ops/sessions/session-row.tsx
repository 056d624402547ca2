import "./session-row.css";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { dropsOf, lagOf, realTimeFactorOf, type SessionFigures } from "../../links/figures.ts";
import { type text, useText } from "../../texts/texts.ts";
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
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const name = shortId(session.sessionId);
  return (
    <li className="session">
      <div className="session-row-line">
        <button
          type="button"
          className="session-row-name"
          aria-expanded={isOpen}
          aria-controls={id}
          title={session.sessionId}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight size={16} aria-hidden />
          <span className="ops-panel-mono">{name}</span>
          <span className="muted">{session.flowId}</span>
        </button>
        <StateStatus state={session.state} />
        <Facts facts={factsOf(session, t)} />
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <SessionDetail session={session} name={name} />}
      </div>
    </li>
  );
}

function SessionDetail({ session, name }: { readonly session: SessionFigures; readonly name: string }) {
  const t = useText();
  return (
    <div className="session-row-detail">
      <NodeTable session={session} />
      <SessionLog sessionId={session.sessionId} />
      <EdgeQueues edges={session.edges} />
      <a href={`/watch/${encodeURIComponent(session.sessionId)}`}>
        {t("ops.session.watch", { session: name })}
      </a>
    </div>
  );
}

function factsOf(session: SessionFigures, t: typeof text) {
  const lagMs = lagOf(session);
  const factor = realTimeFactorOf(session);
  const drops = dropsOf(session);
  return [
    { name: t("ops.session.media"), value: formatMediaTime(session.mediaMs) },
    { name: t("ops.session.listeners"), value: formatCount(session.listeners) },
    { name: t("ops.session.factor"), value: formatRatio(factor), isBad: factor > 1 },
    { name: t("ops.session.lag"), value: formatDuration(lagMs), isBad: lagMs > lateMs },
    { name: t("ops.session.drops"), value: formatCount(drops), isBad: drops > 0 },
  ];
}

/** The state of a session as a word. */
export function StateStatus({ state }: { readonly state: SessionFigures["state"] }) {
  const t = useText();
  return <Status tone={tones[state]}>{t(`ops.state.${state}`)}</Status>;
}

const tones = { live: "good", waiting: "warn", ended: "idle", failed: "bad" } as const;
