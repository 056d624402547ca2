import { type Flow, flowSchema } from "./schema.ts";

/**
 * A flow as text that git can compare: two spaces, the keys of the document in the order of its schema, those of
 * a config by the alphabet. The same flow gives the same text, however its JSON came in.
 */
export function flowText(flow: Flow): string {
  return `${JSON.stringify(ordered(flow, flowSchema as Shape), null, 2)}\n`;
}

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

function ordered(value: unknown, shape: Shape | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item, shape?.items));
  if (typeof value !== "object" || value === null) return value;
  const known = Object.keys(shape?.properties ?? {});
  const rank = (key: string) => (known.includes(key) ? known.indexOf(key) : known.length);
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const entries = keys.map((key) => [
    key,
    ordered((value as Record<string, unknown>)[key], shape?.properties?.[key]),
  ]);
  return Object.fromEntries(entries);
}
