import { useEffect } from "react";
import { clipOf, clipText, paste, readClip } from "../../document/clipboard.ts";
import type { Editor } from "../../document/editor.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { removeSelection } from "../../document/edits.ts";
import { keysOf } from "../../document/keys.ts";
import { isEmpty } from "../../document/selection.ts";
import { text } from "../../texts/texts.ts";

/** Lets the browser's own copy, cut and paste work on the canvas. Marked text and text fields stay theirs. */
export function useClipboard(): void {
  const editor = useEditor();
  useEffect(() => {
    const copied = (event: ClipboardEvent) => {
      if (isElsewhere(event) || !getSelection()?.isCollapsed || isEmpty(editor.selection)) return;
      event.clipboardData?.setData("text/plain", selectedText(editor));
      event.preventDefault();
      if (event.type === "cut") editor.change((flow) => removeSelection(flow, editor.selection));
    };
    const pasted = (event: ClipboardEvent) => {
      if (isElsewhere(event)) return;
      pasteText(editor, event.clipboardData?.getData("text/plain") ?? "");
      event.preventDefault();
    };
    document.addEventListener("copy", copied);
    document.addEventListener("cut", copied);
    document.addEventListener("paste", pasted);
    return () => {
      document.removeEventListener("copy", copied);
      document.removeEventListener("cut", copied);
      document.removeEventListener("paste", pasted);
    };
  }, [editor]);
}

/** What is selected, as text for the clipboard. */
export function selectedText(editor: Editor): string {
  return editor.flow === undefined ? "" : clipText(clipOf(editor.flow, editor.selection));
}

/** Puts a text from the clipboard where the pointer is; a whole document goes to the import dialog. */
export function pasteText(editor: Editor, pasted: string): void {
  const { flow, canvas } = editor;
  const read = readClip(pasted);
  if (read.kind === "document") editor.openDialog({ kind: "import", text: pasted });
  if (read.kind === "other") editor.notify("warn", text("canvas.paste.nothing"));
  if (read.kind !== "clip" || flow === undefined) return;
  const done = paste(flow, read.clip, canvas?.cursor());
  editor.change(() => done.flow);
  editor.select(done.selection);
  canvas?.reveal(keysOf(done.selection));
}

function isElsewhere({ target }: ClipboardEvent): boolean {
  if (document.querySelector("dialog:modal") !== null) return true;
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
