import type { FlowTab } from "../state/flow-tab.ts";
import type { DialogState } from "../state/view.ts";

export function AddNodeDialog(_props: {
  readonly tab: FlowTab;
  readonly dialog: Extract<DialogState, { kind: "add-node" }>;
}) {
  return null;
}
