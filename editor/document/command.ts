import type { TextKey } from "../texts/texts.ts";
import type { Editor } from "./editor.ts";

/** Sections of menus, of the palette of commands and of the help sheet, in menu order. */
export const commandSections = ["file", "edit", "view", "arrange", "run", "help"] as const;
export type CommandSection = (typeof commandSections)[number];

/**
 * One thing that a person can do. Keys, menus, the palette of commands and the help sheet are all made from the one
 * table of these.
 */
export interface Command {
  /** Such as `edit.undo`. */
  readonly id: string;
  readonly section: CommandSection;
  readonly title: TextKey;
  /** Key bindings as tinykeys writes them: `$mod+z` is Ctrl, or Command on a Mac. The first is shown. */
  readonly keys?: readonly string[];
  /** The browser makes an event of the keys (copy, cut, paste) that somebody listens to: they are shown, not bound. */
  readonly isNative?: boolean;
  /** Whether it makes sense now. Default: always. */
  isEnabled?(editor: Editor): boolean;
  /** For what is on or off: whether it is on, shown as a tick. */
  isChecked?(editor: Editor): boolean;
  /** `by` is the pointer where it chose a place on the canvas first, with the menu there. */
  run(editor: Editor, by?: "pointer"): void | Promise<void>;
}

/** Runs a command where it makes sense now; an error is shown, not thrown. */
export async function runCommand(editor: Editor, command: Command, by?: "pointer"): Promise<void> {
  if (command.isEnabled?.(editor) === false) return;
  try {
    await command.run(editor, by);
  } catch (error) {
    editor.fail(error);
  }
}
