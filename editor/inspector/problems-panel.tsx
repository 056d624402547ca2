import type { FlowTab } from "../state/flow-tab.ts";

export function ProblemsPanel(_props: { readonly tab: FlowTab }) {
  return null;
}
