import { flowApi } from "../api/flow-api.ts";
import { listDrafts } from "./drafts.ts";
import type { Editor } from "./editor.ts";

/** Ids of the flows that are there: open, drafts of this browser, and on the server where it answers. */
export async function takenIds(
  editor: Editor,
): Promise<{ readonly ids: ReadonlySet<string>; readonly isServerAway: boolean }> {
  const own = [
    ...editor.workspace.getState().tabs.map(({ id }) => id),
    ...listDrafts().map(({ flow }) => flow.id),
  ];
  try {
    const stored = await flowApi.list();
    return { ids: new Set([...own, ...stored.map(({ id }) => id)]), isServerAway: false };
  } catch {
    return { ids: new Set(own), isServerAway: true };
  }
}
