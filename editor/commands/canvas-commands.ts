import { arrangeCommands } from "../canvas/arrange-commands.ts";
import { editCommands } from "../canvas/edit-commands.ts";
import { selectCommands } from "../canvas/select-commands.ts";
import { viewCommands } from "../canvas/view-commands.ts";
import type { Command } from "./command.ts";

/** What one can do on the canvas. */
export const canvasCommands: readonly Command[] = [
  ...editCommands,
  ...selectCommands,
  ...viewCommands,
  ...arrangeCommands,
];
