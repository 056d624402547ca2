import "./latency-bar.css";
import type { CSSProperties } from "react";
import { useEditor, useFlow } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { useThrottled } from "../figures/use-throttled.ts";
import type { SessionFigures } from "../links/figures.ts";
import { useText } from "../texts/texts.ts";
import { categoryLook } from "../ui/category-look.ts";
import { formatCount, formatDuration, formatMediaTime } from "../ui/format.ts";
import { type Hop, type LatencyBudget, latencyBudget } from "./latency-budget.ts";

/** Captions that come later than this after the word are late, in ms. */
const targetMs = 1000;
/** The bar goes on behind the longer of target and total, so that both can be seen. */
const room = 1.08;

/** Where the time goes between microphone and caption in the watched session, and how the session stands. */
export function LatencyBar({ tab }: { readonly tab: FlowTab }) {
  const session = useThrottled(useEditor().figures, "watched");
  const flow = useFlow(tab);
  const budget = session && latencyBudget(flow, session);
  return (
    <div className="latency-bar figures">
      {budget && <Budget budget={budget} />}
      {session && <SessionLine session={session} />}
    </div>
  );
}

function Budget({ budget: { hops, totalMs } }: { readonly budget: LatencyBudget }) {
  const t = useText();
  const scaleMs = Math.max(totalMs, targetMs) * room;
  const total = formatDuration(totalMs);
  const target = formatDuration(targetMs);
  const said = hops.map(({ name, ms }) => `${name} ${formatDuration(ms)}`).join(", ");
  return (
    <>
      <span className="latency-bar-title" aria-hidden>
        {t("alive.latency")}
      </span>
      <div
        className="latency-bar-track"
        role="img"
        aria-label={t("alive.latency.label", { total, target, hops: said })}
      >
        {hops.map((hop) => (
          <Segment key={hop.nodeId} hop={hop} scaleMs={scaleMs} />
        ))}
        <span
          className="latency-bar-target"
          style={{ insetInlineStart: `${(100 * targetMs) / scaleMs}%` }}
          title={t("alive.latency.target", { target })}
        />
      </div>
      <span className="latency-bar-total" data-late={totalMs > targetMs ? "" : undefined} aria-hidden>
        {total}
      </span>
    </>
  );
}

function Segment({ hop, scaleMs }: { readonly hop: Hop; readonly scaleMs: number }) {
  const t = useText();
  const { name, ms, processMs, category } = hop;
  const share = (100 * ms) / scaleMs;
  return (
    <span
      className="latency-bar-hop"
      style={
        { "--colour": categoryLook[category ?? "flow"].colour, inlineSize: `${share}%` } as CSSProperties
      }
      title={t("alive.latency.hop", {
        name,
        time: formatDuration(ms),
        process: formatDuration(processMs),
        wait: formatDuration(ms - processMs),
      })}
    >
      <span>{name}</span>
    </span>
  );
}

function SessionLine({ session }: { readonly session: SessionFigures }) {
  const t = useText();
  const { mediaMs, listeners, inputDroppedMs = 0 } = session;
  return (
    <span className="latency-bar-session">
      <span title={t("alive.session.media")}>{formatMediaTime(mediaMs)}</span>
      <span>{t("alive.session.listeners", { count: formatCount(listeners) })}</span>
      {inputDroppedMs > 0 && (
        <span className="latency-bar-dropped">
          {t("alive.session.inputDropped", { time: formatDuration(inputDroppedMs) })}
        </span>
      )}
    </span>
  );
}
