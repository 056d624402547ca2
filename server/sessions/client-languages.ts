import type { Flow } from "#engine/flow/schema.ts";
import { applySettings } from "#engine/flow/settings.ts";
import type { NodeCatalogue } from "#engine/flow/validate.ts";
import type { StoredSession } from "./store.ts";

/** The flow with the languages that the client of a session asked for, where it has nodes for them. */
export function withLanguages(
  flow: Flow,
  { language, targetLanguages }: Pick<StoredSession, "language" | "targetLanguages">,
  catalogue: NodeCatalogue,
): Flow {
  const settings = flow.nodes.flatMap(({ id, type }) => {
    if (type === "transcribe" && language !== undefined) return [`${id}.language=${language}`];
    if (type === "translate" && targetLanguages !== undefined)
      return [`${id}.targetLanguages=${targetLanguages.join(",")}`];
    return [];
  });
  return applySettings(flow, settings, catalogue);
}
