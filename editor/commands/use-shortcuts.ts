import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import type { Editor } from "../state/editor.ts";
import { useEditor } from "../state/editor-context.tsx";
import { type Command, runCommand } from "./command.ts";
import { focusKind, mayRun } from "./may-run.ts";
import { commands } from "./table.ts";

/** Lets the keys of all commands work while the page is shown. */
export function useShortcuts(): void {
  const editor = useEditor();
  useEffect(() => {
    const bound = commands.filter(({ isNative = false }) => !isNative);
    const bindings = bound.flatMap((command) =>
      (command.keys ?? []).map((key) => [key, (event: KeyboardEvent) => pressed(editor, command, event)]),
    );
    return tinykeys(window, Object.fromEntries(bindings));
  }, [editor]);
}

function pressed(editor: Editor, command: Command, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || !(event.target instanceof Element)) return;
  // A click in a dialog's empty part leaves the focus on the page behind it.
  if (document.querySelector("dialog:modal") !== null) return;
  if (!mayRun(event, focusKind(event.target))) return;
  const isEnabled = command.isEnabled?.(editor) !== false;
  // The browser must not bookmark the page or go back because nothing is selected that could be duplicated or left.
  if (isEnabled || event.ctrlKey || event.metaKey || event.altKey) event.preventDefault();
  if (isEnabled) void runCommand(editor, command);
}
