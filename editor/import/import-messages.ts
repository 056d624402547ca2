import type { Flow } from "#engine/flow/schema.ts";
import type { ImportOutline, ImportRequest, ListName, ReportLists } from "./import-job.ts";

/** What the page asks the import worker. Every question has a number, and one answer of that number. */
export type ImportQuestion = { readonly number: number } & (
  | { readonly kind: "import"; readonly request: ImportRequest }
  | { readonly kind: "page"; readonly list: ListName; readonly from: number }
  | { readonly kind: "flows"; readonly ids: readonly string[] }
);

/** What the worker answers to the message of that number. */
export type ImportAnswer = { readonly number: number } & (
  | {
      readonly kind: "done";
      readonly value: ImportOutline | readonly ReportLists[ListName][] | readonly Flow[];
    }
  | { readonly kind: "refused"; readonly refusal: Refusal }
);

/** Why a file was refused, for people. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}
