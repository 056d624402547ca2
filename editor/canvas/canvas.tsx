import type { FlowTab } from "../state/flow-tab.ts";

export function Canvas(_props: { readonly tab: FlowTab }) {
  return null;
}
