import type { FlowTab } from "../state/flow-tab.ts";

export function Presence(_props: { readonly tab: FlowTab }) {
  return null;
}
