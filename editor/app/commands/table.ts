import { canvasCommands } from "../../canvas/commands/canvas-commands.ts";
import type { Command } from "../../document/command.ts";
import { aliveCommands } from "./alive-commands.ts";
import { basicCommands } from "./basic-commands.ts";
import { deployCommands } from "./deploy-commands.ts";
import { inspectorCommands } from "./inspector-commands.ts";
import { pageCommands } from "./page-commands.ts";
import { sessionsCommands } from "./sessions-commands.ts";
import { newFlowCommand, transferCommands } from "./transfer-commands.ts";

/** Everything that a person can do, area by area. */
export const commands: readonly Command[] = [
  newFlowCommand,
  ...deployCommands,
  ...transferCommands,
  ...basicCommands,
  ...canvasCommands,
  ...aliveCommands,
  ...inspectorCommands,
  ...sessionsCommands,
  ...pageCommands,
];

/** Commands that begin something else than the one before: menus draw a line above them. */
export const groupStarts: ReadonlySet<string> = new Set([
  "file.import",
  "edit.add-node",
  "edit.cut",
  "edit.delete",
  "edit.rename",
  "edit.group",
  "edit.select-all",
  "edit.settings",
  "view.palette",
  "view.captions",
  "view.go-left",
  "view.fit",
  "view.node-charts",
  "view.theme",
  "arrange.distribute-x",
  "arrange.tidy",
  "arrange.nudge-left",
]);
