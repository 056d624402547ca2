import type { Flow } from "#engine/flow/schema.ts";
import type { NodeCatalogue, NodeDefinition } from "#engine/graph/definition.ts";
import { settingsOf } from "#engine/graph/setting.ts";
import type { StoredSession } from "./store.ts";

/** Languages asked for, by whose they are; undefined: the flow's own. */
type AskedLanguages = Readonly<Record<"speaker" | "listener", readonly string[] | undefined>>;

/**
 * The flow with the languages that the client of a session asked for, in every setting that says whose language it names
 * (`languageOf`). A setting of one language takes the first.
 */
export function withLanguages(
  flow: Flow,
  { language, targetLanguages }: Pick<StoredSession, "language" | "targetLanguages">,
  catalogue: NodeCatalogue,
): Flow {
  const asked = { speaker: language === undefined ? undefined : [language], listener: targetLanguages };
  const nodes = flow.nodes.map((node) => {
    const definition = catalogue.get(node.type);
    if (definition === undefined) return node;
    return { ...node, config: { ...node.config, ...languageSettings(definition, asked) } };
  });
  return { ...flow, nodes };
}

function languageSettings(definition: NodeDefinition, asked: AskedLanguages): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [name, { languageOf, type }] of Object.entries(settingsOf(definition))) {
    const languages = languageOf === undefined ? undefined : asked[languageOf];
    if (languages !== undefined) settings[name] = type === "array" ? languages : languages[0];
  }
  return settings;
}
