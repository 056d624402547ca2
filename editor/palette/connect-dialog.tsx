import type { FlowTab } from "../state/flow-tab.ts";

export function ConnectDialog(_props: { readonly tab: FlowTab; readonly nodeId: string }) {
  return null;
}
