import type { FlowTab } from "../state/flow-tab.ts";

export function RevisionsDialog(_props: { readonly tab: FlowTab }) {
  return null;
}
