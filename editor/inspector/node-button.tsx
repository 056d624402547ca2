import "./node-button.css";
import type { Flow } from "#engine/flow/schema.ts";
import { useEditor } from "../document/editor-context.tsx";
import { nodeName } from "../document/node-name.ts";
import { noSelection } from "../document/selection.ts";
import { shownPort } from "../document/shown.ts";
import { useText } from "../texts/texts.ts";

/** Selects a node and brings it into view. */
export function NodeButton({
  flow,
  nodeId,
  port,
  side,
}: {
  readonly flow: Flow;
  readonly nodeId: string;
  readonly port: string;
  readonly side: "input" | "output";
}) {
  const editor = useEditor();
  const t = useText();
  const name = nodeName(flow, nodeId);
  const type = flow.nodes.find(({ id }) => id === nodeId)?.type ?? "";
  return (
    <button
      type="button"
      className="node-button"
      title={t("inspector.select", { node: name })}
      onClick={() => {
        editor.select({ ...noSelection, nodes: [nodeId] });
        editor.canvas?.reveal([nodeId]);
      }}
    >
      {name}
      <small>{shownPort(type, side, port).name}</small>
    </button>
  );
}
