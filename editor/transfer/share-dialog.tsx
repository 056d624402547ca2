import type { FlowTab } from "../state/flow-tab.ts";

export function ShareDialog(_props: { readonly tab: FlowTab }) {
  return null;
}
