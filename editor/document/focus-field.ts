import type { Editor } from "./editor.ts";
import { noSelection } from "./selection.ts";
import type { FieldPlace } from "./view.ts";

/** Selects a node, brings it into view and puts the focus on a field of it in the inspector; without a node, of the flow. */
export function focusField(editor: Editor, { nodeId, field }: FieldPlace): void {
  const node = editor.flow?.nodes.find(({ id }) => id === nodeId);
  editor.select(node === undefined ? noSelection : { ...noSelection, nodes: [node.id] });
  editor.view.setState({ isInspectorOpen: true, focusField: { nodeId: node?.id, field } });
  if (node !== undefined) editor.canvas?.reveal([node.id]);
}
