import type { Flow } from "#engine/flow/schema.ts";
import type { Editor } from "../document/editor.ts";
import { FlowTab } from "../document/flow-tab.ts";

/**
 * Opens imported flows, the first of them in front. One whose id is there takes that flow's place, as one step of undo;
 * nothing is deployed.
 * @param replacing - ids of flows that are there
 * @throws {ApiError} where a flow to replace cannot be read; those before it are open then
 */
export async function takeFlows(
  editor: Editor,
  flows: readonly Flow[],
  replacing: ReadonlySet<string>,
): Promise<void> {
  for (const flow of flows.filter(({ id }) => replacing.has(id))) {
    await editor.open(flow.id);
    editor.change(() => flow);
  }
  const tabs = flows
    .filter(({ id }) => !replacing.has(id))
    .map((flow) => new FlowTab({ flow, deployed: undefined, baseRevision: 0 }));
  // All at once: a step of the browser's history each would be too many.
  editor.workspace.setState((workspace) => ({ tabs: [...workspace.tabs, ...tabs] }));
  const [first] = flows;
  if (first !== undefined) editor.activate(first.id);
}
