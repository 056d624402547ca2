import type { FlowTab } from "../state/flow-tab.ts";

export function DeployButton(_props: { readonly tab: FlowTab }) {
  return null;
}
