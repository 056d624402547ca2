import type { TSchema } from "typebox";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import type { NodeTexts, PortTexts } from "./page-texts.ts";
import { currentTexts } from "./texts.ts";

const made = new WeakMap<NodeTexts, { readonly from: NodeDefinition; readonly definition: NodeDefinition }>();

/**
 * A node type with its title, summary, and its settings' titles and descriptions in the reader's language. Everything else
 * is the same; a type without a translation is answered as it is. The same object for as long as the language stays.
 */
export function translateNode(from: NodeDefinition): NodeDefinition {
  const texts = currentTexts().nodes?.[from.type];
  if (texts === undefined) return from;
  const known = made.get(texts);
  if (known?.from === from) return known.definition;
  const { title, summary, settings = {} } = texts;
  const properties = Object.fromEntries(
    Object.entries<TSchema>(from.config.properties).map(([name, schema]) => {
      const setting = settings[name];
      const words = setting && { title: setting.title, description: setting.description };
      return [name, words === undefined ? schema : changed(schema, words)];
    }),
  );
  const definition = { ...from, title, summary, config: changed(from.config, { properties }) };
  made.set(texts, { from, definition });
  return definition;
}

/** A copy of a schema with some words changed. TypeBox marks its schemas by properties that a spread leaves out. */
function changed<Schema extends TSchema>(schema: Schema, words: Readonly<Record<string, unknown>>): Schema {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema));
  return Object.assign(copy, words) as Schema;
}

/** A port in the reader's language; undefined in English, and where it has no translation. */
export function portTexts(type: string, side: "input" | "output", port: string): PortTexts | undefined {
  const ports = currentTexts().nodes?.[type]?.[`${side}s`];
  return ports !== undefined && Object.hasOwn(ports, port) ? ports[port] : undefined;
}

/** A choice of a setting in the reader's language; the value itself where it has no name. */
export function optionText(type: string, setting: string, value: unknown): string {
  const options = currentTexts().nodes?.[type]?.settings?.[setting]?.options ?? {};
  const written = String(value);
  return Object.hasOwn(options, written) ? (options[written] ?? written) : written;
}
