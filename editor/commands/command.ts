import type { Editor } from "../state/editor.ts";
import type { TextKey } from "../texts/texts.ts";

/** Where a command stands in menus, the palette of commands and the help sheet. */
export type CommandSection = "file" | "edit" | "view" | "arrange" | "run" | "help";

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
  /** Whether it makes sense now. Default: always. */
  isEnabled?(editor: Editor): boolean;
  run(editor: Editor): void | Promise<void>;
}
