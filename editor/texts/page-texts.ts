import type { ErrorCode } from "#engine/errors.ts";
import type { TextLanguage } from "./language.ts";

/** What each error code means and what to do about it. */
export type ErrorTexts = Readonly<Record<ErrorCode, { readonly what: string; readonly hint: string }>>;

/** A setting of a node type: its name, what it does, and what its choices are called. */
export interface SettingTexts {
  readonly title: string;
  readonly description: string;
  /** By value; a value without an entry is shown as it is. */
  readonly options?: Readonly<Record<string, string>>;
}

/** A port of a node type: what it is called, and what goes through it. */
export interface PortTexts {
  readonly name: string;
  readonly summary: string;
}

/** A node type in another language. Its English is the definition itself; `docs` stay English. */
export interface NodeTexts {
  readonly title: string;
  readonly summary: string;
  readonly inputs?: Readonly<Record<string, PortTexts>>;
  readonly outputs?: Readonly<Record<string, PortTexts>>;
  readonly settings?: Readonly<Record<string, SettingTexts>>;
}

/** Everything that a page says in one language. */
export interface PageTexts<Keys extends string = string> {
  readonly table: Readonly<Record<Keys, string>>;
  /** Absent in English: an error brings its own words. */
  readonly errors?: ErrorTexts;
  /** Beside `errors`: the engine's own, to tell what an error says beyond its code. */
  readonly englishErrors?: ErrorTexts;
  /** By type. Absent in English, where the definitions have them, and on pages that show no nodes. */
  readonly nodes?: Readonly<Record<string, NodeTexts>>;
}

/** The texts of a page: English comes with it, the other languages when they are wanted. */
export interface PageLanguages {
  readonly en: PageTexts;
  readonly load: Readonly<Record<Exclude<TextLanguage, "en">, () => Promise<PageTexts>>>;
}
