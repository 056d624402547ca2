import type { Command } from "../../document/command.ts";
import { arrangeCommands } from "./arrange-commands.ts";
import { editCommands } from "./edit-commands.ts";
import { selectCommands } from "./select-commands.ts";
import { viewCommands } from "./view-commands.ts";

/** What one can do on the canvas. */
export const canvasCommands: readonly Command[] = [
  ...editCommands,
  ...selectCommands,
  ...viewCommands,
  ...arrangeCommands,
];
