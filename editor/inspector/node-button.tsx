import "./node-button.css";
import type { Flow } from "#engine/flow/schema.ts";
import { useEditor } from "../document/editor-context.tsx";
import { noSelection } from "../document/selection.ts";
import { shownPort, shownType } from "../document/shown.ts";
import { useText } from "../texts/texts.ts";

/** The name that a node has on the canvas; the id of one that is not in the flow. */
export function nodeName(flow: Flow, nodeId: string): string {
  const node = flow.nodes.find(({ id }) => id === nodeId);
  return node?.name ?? shownType(node?.type ?? "")?.title ?? nodeId;
}

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
