import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import { type Command, runCommand } from "../../document/command.ts";
import { useCommands } from "../../document/commands.ts";
import type { Editor } from "../../document/editor.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { focusKind, mayRun } from "../../document/may-run.ts";

/** Lets the keys of all commands work while the page is shown. */
export function useShortcuts(): void {
  const editor = useEditor();
  const commands = useCommands();
  useEffect(() => {
    const bound = commands.filter(({ isNative = false }) => !isNative);
    const bindings = bound.flatMap((command) =>
      (command.keys ?? []).map((key) => [key, (event: KeyboardEvent) => pressed(editor, command, event)]),
    );
    return tinykeys(window, Object.fromEntries(bindings));
  }, [editor, commands]);
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
