import type { FlowTab } from "../state/flow-tab.ts";

export function CaptionsPanel(_props: { readonly tab: FlowTab }) {
  return null;
}
