import { createContext, use } from "react";
import { type Command, type CommandSection, commandSections } from "./command.ts";

/** The table of commands, which the page hands down: menus and panels are made from it wherever they are. */
export const CommandsContext = createContext<readonly Command[]>([]);

/** Everything that a person can do. */
export function useCommands(): readonly Command[] {
  return use(CommandsContext);
}

/** Commands by section, in menu order; sections without any are left out. */
export function bySection(commands: readonly Command[]): readonly [CommandSection, readonly Command[]][] {
  return commandSections
    .map((section): [CommandSection, readonly Command[]] => [
      section,
      commands.filter((command) => command.section === section),
    ])
    .filter(([, each]) => each.length > 0);
}
