import type { Flow } from "#engine/flow/schema.ts";
import { ApiError } from "../api/client.ts";
import { flowApi } from "../api/flow-api.ts";
import type { Editor } from "../document/editor.ts";

const files = import.meta.glob<Flow>("../../flows/*.json", { eager: true, import: "default" });

/** The example flows of the project, the one for the microphone first. */
export const examples: readonly Flow[] = ["live-translate", "captions", "voice-meter"].flatMap(
  (id) => Object.values(files).find((flow) => flow.id === id) ?? [],
);

/** Opens an example; where the server has none of its id, it is created there as a draft. @throws {ApiError} */
export async function openExample(editor: Editor, example: Flow): Promise<void> {
  try {
    await editor.open(example.id);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    await flowApi.create(example);
    await editor.open(example.id);
  }
}
