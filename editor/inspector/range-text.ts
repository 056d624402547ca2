import type { Field } from "../document/field-kind.ts";
import { optionText } from "../texts/node-texts.ts";
import type { text } from "../texts/texts.ts";
import { readNumber } from "./controls/numbers.ts";

/** What a setting may be and what it is when nobody says: `0.01 to 0.99. Default: 0.5.` */
export function rangeText(field: Field, t: typeof text, language: string): string {
  const { minimum, maximum } = field.schema;
  const read = (value: number) => readNumber(value, field.schema.unit, language);
  const parts: string[] = [];
  if (minimum !== undefined && maximum !== undefined)
    parts.push(t("inspector.range", { from: readNumber(minimum, undefined, language), to: read(maximum) }));
  else if (minimum !== undefined) parts.push(t("inspector.atLeast", { from: read(minimum) }));
  else if (maximum !== undefined) parts.push(t("inspector.atMost", { to: read(maximum) }));
  const preset = presetText(field, t, read);
  if (preset !== undefined) parts.push(t("inspector.default", { value: preset }));
  return parts.join(" ");
}

function presetText(
  { name, nodeType, schema, kind }: Field,
  t: typeof text,
  read: (value: number) => string,
): string | undefined {
  const { default: preset } = schema;
  if (preset === undefined || kind === "json") return undefined;
  if (typeof preset === "number") return read(preset);
  if (typeof preset === "boolean") return t(preset ? "inspector.on" : "inspector.off");
  if (Array.isArray(preset))
    return preset.length === 0
      ? t("inspector.empty")
      : preset.map((each) => optionText(nodeType, name, each)).join(", ");
  return preset === "" ? t("inspector.empty") : optionText(nodeType, name, preset);
}
