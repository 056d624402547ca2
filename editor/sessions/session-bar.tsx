import type { FlowTab } from "../state/flow-tab.ts";

export function SessionBar(_props: { readonly tab: FlowTab }) {
  return null;
}
