import { type TSchema, Type } from "typebox";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { type SettingSchema, settingsOf } from "#engine/graph/setting.ts";

/** The control that edits a setting. */
export type FieldKind =
  | "slider"
  | "number"
  | "toggle"
  | "segments"
  | "choice"
  | "choices"
  | "list"
  | "languages"
  | "language"
  | "model"
  | "secret"
  | "long-text"
  | "text"
  | "json";

/** One setting of a node type. */
export interface Field {
  readonly name: string;
  /** Its node's type, for the texts; empty where it is of no node. */
  readonly nodeType: string;
  readonly schema: SettingSchema;
  readonly isOptional: boolean;
  readonly kind: FieldKind;
}

/** So many letters of all choices together fit on one line. */
const segmentLetters = 24;
/** A slider from zero on is of no use beyond this: one pixel would be too much. */
const longestSlider = 20_000;

/** The settings of a node type, in the order of its schema. */
export function fieldsOf(definition: NodeDefinition): Field[] {
  return Object.entries(settingsOf(definition)).map(([name, schema]) => ({
    name,
    nodeType: definition.type,
    schema,
    isOptional: Type.IsOptional(schema as TSchema),
    kind: fieldKind(schema),
  }));
}

/** Which control suits a setting, by what its schema says. What is of no known kind is shown as JSON. */
export function fieldKind(schema: SettingSchema): FieldKind {
  if (schema.enum !== undefined) return fitsOneLine(schema.enum) ? "segments" : "choice";
  if (schema.type === "boolean") return "toggle";
  if (schema.type === "number" || schema.type === "integer") return hasSlider(schema) ? "slider" : "number";
  if (schema.type === "array") return listKind(schema);
  if (schema.type === "string") return textKind(schema);
  return "json";
}

function fitsOneLine(choices: readonly unknown[]): boolean {
  return choices.length <= 4 && choices.join("").length + choices.length * 2 <= segmentLetters;
}

function hasSlider({ minimum, maximum }: SettingSchema): boolean {
  if (minimum === undefined || maximum === undefined) return false;
  return minimum > 0 || maximum - minimum <= longestSlider;
}

function listKind({ control, items = {} }: SettingSchema): FieldKind {
  if (items.enum !== undefined) return "choices";
  if (items.type !== "string") return "json";
  return control === "language" ? "languages" : "list";
}

function textKind({ secret, modelKind, control }: SettingSchema): FieldKind {
  if (secret === true) return "secret";
  if (modelKind !== undefined) return "model";
  if (control === "language") return "language";
  return control === "multiline" ? "long-text" : "text";
}
