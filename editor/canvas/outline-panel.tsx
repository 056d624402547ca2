import type { FlowTab } from "../state/flow-tab.ts";

export function OutlinePanel(_props: { readonly tab: FlowTab }) {
  return null;
}
