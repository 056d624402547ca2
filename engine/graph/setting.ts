import type { TObject } from "typebox";
import type { ModelKind } from "./model-kind.ts";

/**
 * What a node type says of a setting beside JSON Schema's own words (`default`, `minimum`, `enum` and so on), where it
 * declares it: `Type.Number({ title: "Gain", unit: "dB", live: true })`. This is the only list of these words; the editor
 * draws its form by them, the server validates by them, and the node's README is written from them.
 */
export interface SettingOptions {
  /** Name of the setting in forms. */
  title?: string;
  /** One or two sentences: what it does, and what a higher or lower value brings. */
  description?: string;
  /** Unit of a number, as one writes it behind the number: `ms`, `Hz`, `dB`. */
  unit?: string;
  /** It changes while the node runs, without a restart. */
  live?: boolean;
  /** Control that edits it, where its type, its range and the words below do not say it. */
  control?: SettingControl;
  /** It only does something under this condition, or under all of these. A form hides it otherwise; its value stays. */
  visibleWhen?: SettingCondition | readonly SettingCondition[];
  /** It names a model of this kind. */
  modelKind?: ModelKind;
  /** Whose language it names. What a client of a session says of its languages goes into the settings marked so. */
  languageOf?: "speaker" | "listener";
  /** It names a secret of the server's store (see `secretNamePattern`). A flow never holds the secret itself. */
  secret?: true;
}

/** `language`: ISO 639 codes, shown by their names. `multiline`: a text of several lines. */
export type SettingControl = "language" | "multiline";

/**
 * Another setting of the same node that has this value, or one of these. A setting that is a list meets it when the
 * list has one of them.
 */
export interface SettingCondition {
  readonly field: string;
  readonly equals: SettingValue | readonly SettingValue[];
}
type SettingValue = string | number | boolean;

/** A setting as forms, validation and docs read it: the words above, and those of JSON Schema that node types use. */
export interface SettingSchema extends Readonly<SettingOptions> {
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: SettingSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxItems?: number;
}

declare module "typebox" {
  // Lets the compiler check the words at each setting.
  interface TSchemaOptions extends SettingOptions {}
}

/** Name of a secret: capitals, digits and underscores, as in an environment variable. */
export const secretNamePattern = /^[A-Z][A-Z0-9_]{0,63}$/;

/** The settings of a node type by name, in the order of its form. */
export function settingsOf({
  config,
}: {
  readonly config: TObject;
}): Readonly<Record<string, SettingSchema>> {
  return config.properties;
}

/** Whether a setting does something under a config that has its defaults filled in (`resolveConfig`). */
export function isVisible(
  { visibleWhen = [] }: Pick<SettingSchema, "visibleWhen">,
  config: Readonly<Record<string, unknown>>,
): boolean {
  return [visibleWhen].flat().every((condition) => isMet(condition, config));
}

/** Whether a config, its defaults filled in, meets a condition. */
export function isMet(
  { field, equals }: SettingCondition,
  config: Readonly<Record<string, unknown>>,
): boolean {
  const wanted: readonly unknown[] = [equals].flat();
  return [config[field]].flat().some((value) => wanted.includes(value));
}
