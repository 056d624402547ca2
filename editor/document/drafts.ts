import { migrateFlow } from "#engine/flow/migrate.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { readStored, writeStored } from "../ui/storage.ts";
import { catalogue } from "./catalogue.ts";

/** Work on a flow that is not deployed yet, as this browser keeps it. */
export interface Draft {
  readonly flow: Flow;
  /** Revision that it was begun from. */
  readonly baseRevision: number;
  /** Wall time, ms since 1970. */
  readonly savedMs: number;
}

const prefix = "patchbay.draft.";
const keyOf = (flowId: string) => prefix + flowId;

/** The draft of a flow, where this browser has one, brought up to the node types of today. */
export function readDraft(flowId: string): Draft | undefined {
  const draft = readStored<Draft>("localStorage", keyOf(flowId));
  return draft && { ...draft, flow: migrateFlow(draft.flow, catalogue) };
}

/** All drafts of this browser, newest first. */
export function listDrafts(): readonly Draft[] {
  return storedKeys()
    .filter((key) => key.startsWith(prefix))
    .map((key) => readDraft(key.slice(prefix.length)))
    .filter((draft) => draft !== undefined)
    .sort((a, b) => b.savedMs - a.savedMs);
}

/** Keeps a draft; false when the browser does not let it: its storage is full, or switched off. */
export function saveDraft(draft: Draft): boolean {
  return writeStored("localStorage", keyOf(draft.flow.id), draft);
}

/** Forgets the draft of a flow. */
export function discardDraft(flowId: string): void {
  writeStored("localStorage", keyOf(flowId), undefined);
}

function storedKeys(): readonly string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return []; // switched off: there are none
  }
}
