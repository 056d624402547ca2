import type { FlowTab } from "../state/flow-tab.ts";

export function ChartsDialog(_props: { readonly tab: FlowTab; readonly nodeId: string }) {
  return null;
}
