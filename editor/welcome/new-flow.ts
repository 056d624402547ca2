import { flowFormat } from "#engine/flow/schema.ts";
import type { Editor } from "../document/editor.ts";
import { freeId } from "../document/edits.ts";
import { takenIds } from "../document/taken-ids.ts";
import { text } from "../texts/texts.ts";

/** Opens an empty flow under a free id; nothing is on the server before it is deployed. */
export async function newFlow(editor: Editor): Promise<void> {
  const { ids } = await takenIds(editor);
  const id = freeId("flow", ids);
  const name = text("transfer.new.name", { number: id === "flow" ? 1 : id.slice("flow-".length) });
  editor.openNew({ format: flowFormat, id, name, nodes: [], edges: [] });
}
