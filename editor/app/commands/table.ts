import { canvasCommands } from "../../canvas/commands/canvas-commands.ts";
import type { Command } from "../../document/command.ts";
import type { OwnSession } from "../../sessions/own-session.ts";
import { aliveCommands } from "./alive-commands.ts";
import { basicCommands } from "./basic-commands.ts";
import { deployCommands } from "./deploy-commands.ts";
import { inspectorCommands } from "./inspector-commands.ts";
import { pageCommands } from "./page-commands.ts";
import { sessionCommands } from "./session-commands.ts";
import { newFlowCommand, transferCommands } from "./transfer-commands.ts";

/** Everything that a person can do, area by area; some of it with the session that the page feeds. */
export function commandTable(session: OwnSession): readonly Command[] {
  return [
    newFlowCommand,
    ...deployCommands,
    ...transferCommands,
    ...basicCommands,
    ...canvasCommands,
    ...aliveCommands,
    ...inspectorCommands,
    ...sessionCommands(session),
    ...pageCommands,
  ];
}

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
