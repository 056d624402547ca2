import type { FlowTab } from "../state/flow-tab.ts";

export function DeployDialog(_props: { readonly tab: FlowTab }) {
  return null;
}
