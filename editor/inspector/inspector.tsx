import type { FlowTab } from "../state/flow-tab.ts";

export function Inspector(_props: { readonly tab: FlowTab }) {
  return null;
}
