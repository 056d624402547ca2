import "./debug-panel.css";
import { memo, useRef } from "react";
import { useStore } from "zustand";
import { useFollow } from "../captions/use-follow.ts";
import { useEditor, useFlow } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { nodeName } from "../document/node-name.ts";
import { noSelection } from "../document/selection.ts";
import { watchedIdOf } from "../figures/live-figures.ts";
import { useFigures } from "../figures/use-figures.ts";
import { useText } from "../texts/texts.ts";
import { formatFixed } from "../ui/format.ts";
import { linesOf, type NumberedLine } from "./shown-lines.ts";
import { useShownLines } from "./shown-lines-context.ts";

/** What the nodes of the watched session show, as it comes; when it has ended, what they showed. */
export function DebugPanel({ tab }: { readonly tab: FlowTab }) {
  const t = useText();
  const flow = useFlow(tab);
  const watchedId = useFigures(useEditor().figures, "watched", watchedIdOf);
  const lines = useStore(useShownLines().store, ({ sessions }) => linesOf(sessions, tab.id, watchedId));
  const scroller = useRef<HTMLElement>(null);
  useFollow(scroller);
  return (
    <section ref={scroller} className="debug-panel" aria-label={t("debug.lines")}>
      <div>
        {lines.length === 0 ? (
          <p className="debug-panel-none">{t("debug.none")}</p>
        ) : (
          <table>
            <thead>
              <tr>
                {(["time", "node", "port", "text"] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`debug.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line key={line.id} line={line} name={nodeName(flow, line.nodeId)} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

const Line = memo(function Line({ line, name }: { readonly line: NumberedLine; readonly name: string }) {
  const editor = useEditor();
  const { nodeId, port, startMs, endMs, text } = line;
  const select = () => {
    editor.select({ ...noSelection, nodes: [nodeId] });
    editor.canvas?.reveal([nodeId]);
  };
  return (
    <tr data-node={nodeId}>
      <td className="debug-panel-time">
        {seconds(startMs)}–{seconds(endMs)}
      </td>
      <td>
        <button type="button" onClick={select}>
          {name}
        </button>
      </td>
      <td>{port}</td>
      <td className="debug-panel-text">{text}</td>
    </tr>
  );
});

/** Media time in seconds, to the millisecond: 12.340. */
function seconds(ms: number): string {
  return formatFixed(ms / 1000, 3);
}
