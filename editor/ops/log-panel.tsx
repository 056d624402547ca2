import "./log-panel.css";
import { memo, useEffect, useRef, useState } from "react";
import type { LogMessage } from "#engine/protocol/editor-stream.ts";
import { useText } from "../texts/texts.ts";
import { formatClock, shortId } from "../ui/format.ts";
import { Select } from "../ui/select.tsx";
import type { NumberedLine } from "./data/ops-store.ts";
import { useStore } from "./data/store-context.ts";
import { Notice, Panel } from "./panel.tsx";

const levels = ["info", "warn", "error"] as const;

/** The end of the server's log. It follows new lines while its reader is at the end. */
export function LogPanel() {
  const t = useText();
  const [level, setLevel] = useState<LogMessage["level"]>("info");
  const all = useStore("logs", (store) => store.logs);
  const lines = all.filter((line) => levels.indexOf(line.level) >= levels.indexOf(level));
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are a reason to scroll
  useEffect(() => {
    if (isAtEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  const scrolled = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => {
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
  };
  const chosen = (value: string) => setLevel(levels.find((candidate) => candidate === value) ?? "info");
  return (
    <Panel
      title={t("ops.log")}
      aside={
        <Select
          label={t("ops.log.shown")}
          hideLabel
          value={level}
          choices={levels.map((value) => ({ value, label: t(`ops.log.${value}`) }))}
          onChange={chosen}
        />
      }
    >
      {lines.length === 0 && <Notice>{t("ops.log.none")}</Notice>}
      <div
        className="log-panel"
        ref={box}
        role="log"
        aria-live="off"
        aria-label={t("ops.log.lines")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
        hidden={lines.length === 0}
        onScroll={(event) => scrolled(event.currentTarget)}
      >
        {lines.map((line) => (
          <Line key={line.number} line={line} />
        ))}
      </div>
    </Panel>
  );
}

const Line = memo(function Line({ line }: { readonly line: NumberedLine }) {
  const t = useText();
  const { level, timeMs, message, sessionId, nodeId } = line;
  return (
    <p className="log-panel-line" data-level={level}>
      <time dateTime={new Date(timeMs).toISOString()}>{formatClock(timeMs)}</time>{" "}
      <span className="log-panel-level">{t(`ops.log.level.${level}`)}</span> {message}
      {(sessionId !== undefined || nodeId !== undefined) && (
        <span className="muted"> {[sessionId && shortId(sessionId), nodeId].filter(Boolean).join(" ")}</span>
      )}
    </p>
  );
});
