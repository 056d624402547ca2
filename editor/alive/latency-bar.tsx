import type { FlowTab } from "../state/flow-tab.ts";

export function LatencyBar(_props: { readonly tab: FlowTab }) {
  return null;
}
