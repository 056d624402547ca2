import { useCallback, useEffect, useRef, useState } from "react";
import type { Editor } from "../document/editor.ts";
import { useEditor } from "../document/editor-context.tsx";
import { takenIds } from "../document/taken-ids.ts";
import type { DialogState } from "../document/view.ts";
import type { ImportOutline, ImportRequest } from "./import-job.ts";
import type { Refusal } from "./import-messages.ts";
import { ImportRefused, ImportRun } from "./import-run.ts";
import { takeFlows } from "./take-flows.ts";

type ImportDialogState = Extract<DialogState, { kind: "import" }>;

/** What is imported: a text, or a file that is read by the worker. */
export interface ImportSource {
  readonly content: string | Blob;
  readonly fileName: string | undefined;
}

/** How far an import has come. */
export type ImportState =
  | { readonly step: "ask" }
  | { readonly step: "working"; readonly source: ImportSource }
  | { readonly step: "refused"; readonly source: ImportSource; readonly refusal: Refusal }
  | {
      readonly step: "report";
      readonly source: ImportSource;
      readonly run: ImportRun;
      readonly outline: ImportOutline;
      readonly onClash: "copy" | "replace";
      /** Ids on the server are not known: a flow may clash later. */
      readonly isServerAway: boolean;
    };

/** An import, step by step; it begins with what the dialog was opened with. Nothing is changed before {@link take}. */
export function useImport(dialog: ImportDialogState) {
  const editor = useEditor();
  const [state, setState] = useState<ImportState>({ step: "ask" });
  const run = useRef<ImportRun>(undefined);
  const start = useCallback(
    (source: ImportSource, onClash: ImportRequest["onClash"] = "copy") => {
      run.current?.close();
      const own = new ImportRun();
      run.current = own;
      setState({ step: "working", source });
      begin(editor, own, source, onClash).then((next) => {
        if (run.current === own) setState(next);
      });
    },
    [editor],
  );
  const reset = useCallback(() => {
    run.current?.close();
    run.current = undefined;
    setState({ step: "ask" });
  }, []);
  useEffect(() => {
    const { text, file } = dialog;
    const content = file ?? text;
    if (content !== undefined) start({ content, fileName: file?.name });
    return () => {
      run.current?.close();
      run.current = undefined;
    };
  }, [dialog, start]);
  return { state, start, reset };
}

async function begin(
  editor: Editor,
  run: ImportRun,
  source: ImportSource,
  onClash: ImportRequest["onClash"],
): Promise<ImportState> {
  const { ids, isServerAway } = await takenIds(editor);
  const name = source.fileName?.replace(/\.json$/i, "");
  try {
    const request = { source: source.content, name, existingIds: [...ids], onClash };
    const outline = await run.import(request);
    return { step: "report", source, run, outline, onClash, isServerAway };
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    return { step: "refused", source, refusal: error.refusal };
  }
}

/** Opens the chosen flows of a report. @throws {ApiError} where a flow to replace cannot be read */
export async function take(
  editor: Editor,
  { run, outline }: Extract<ImportState, { step: "report" }>,
  ids: readonly string[],
): Promise<void> {
  const flows = await run.flows(ids);
  const replacing = outline.flows.filter(({ isReplacing }) => isReplacing).map(({ id }) => id);
  await takeFlows(editor, flows, new Set(replacing));
}
