import { type TSchema, Type } from "typebox";
import type { NodeDefinition } from "#engine/graph/definition.ts";

/** What the inspector reads of a setting's JSON Schema. */
export interface FieldSchema {
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly unit?: string;
  /** Can change while the node runs. */
  readonly live?: boolean;
  /** Not to be read over a shoulder. */
  readonly secret?: boolean;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: FieldSchema;
}

/** The control that edits a setting. */
export type FieldKind =
  | "slider"
  | "number"
  | "switch"
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
  readonly schema: FieldSchema;
  readonly isOptional: boolean;
  readonly kind: FieldKind;
}

/** From this length on a text gets several lines. */
const longTextLength = 1000;
/** So many letters of all choices together fit on one line. */
const segmentLetters = 24;
/** A slider from zero on is of no use beyond this: one pixel would be too much. */
const longestSlider = 20_000;

/** The settings of a node type, in the order of its schema. */
export function fieldsOf(definition: NodeDefinition): Field[] {
  return Object.entries<TSchema>(definition.config.properties).map(([name, schema]) => ({
    name,
    schema: schema as FieldSchema,
    isOptional: Type.IsOptional(schema),
    kind: fieldKind(name, schema as FieldSchema),
  }));
}

/** Which control suits a setting. What is of no known kind is shown as JSON. */
export function fieldKind(name: string, schema: FieldSchema): FieldKind {
  if (schema.enum !== undefined) return fitsOneLine(schema.enum) ? "segments" : "choice";
  if (schema.type === "boolean") return "switch";
  if (schema.type === "number" || schema.type === "integer") return hasSlider(schema) ? "slider" : "number";
  if (schema.type === "array") return listKind(name, schema.items ?? {});
  if (schema.type === "string") return textKind(name, schema);
  return "json";
}

function fitsOneLine(choices: readonly unknown[]): boolean {
  return choices.length <= 4 && choices.join("").length + choices.length * 2 <= segmentLetters;
}

function hasSlider({ minimum, maximum }: FieldSchema): boolean {
  if (minimum === undefined || maximum === undefined) return false;
  return minimum > 0 || maximum - minimum <= longestSlider;
}

function listKind(name: string, items: FieldSchema): FieldKind {
  if (items.enum !== undefined) return "choices";
  if (items.type !== "string") return "json";
  return /languages$/i.test(name) ? "languages" : "list";
}

function textKind(name: string, { secret, format, maxLength = 0 }: FieldSchema): FieldKind {
  if (secret === true || format === "password") return "secret";
  if (name === "model") return "model";
  if (/language$/i.test(name)) return "language";
  return maxLength >= longTextLength || format === "textarea" ? "long-text" : "text";
}
