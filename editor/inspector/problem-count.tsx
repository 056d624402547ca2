import { useFlow } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { problemsOf } from "../document/problems.ts";

/** How many problems keep the flow from being deployed. Nobody did anything wrong yet on an empty canvas. */
export function ProblemCount({ tab }: { readonly tab: FlowTab }) {
  const flow = useFlow(tab);
  const count = flow.nodes.length === 0 ? 0 : problemsOf(flow).length;
  return count > 0 && <span className="dock-count">{count}</span>;
}
