import "./empty-canvas.css";
import { useTabState } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";

/** What to do on a canvas that has nothing on it yet; lies over it and takes no clicks. */
export function EmptyCanvas({ tab }: { readonly tab: FlowTab }) {
  const t = useText();
  const isEmpty = useTabState(tab, ({ flow }) => flow.nodes.length === 0);
  if (!isEmpty) return null;
  return (
    <div className="empty-canvas">
      <p>
        <strong>{t("transfer.empty.canvas")}</strong>
        {t("transfer.empty.canvas.how")}
      </p>
    </div>
  );
}
