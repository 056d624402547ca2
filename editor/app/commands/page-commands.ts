import type { Command } from "../../document/command.ts";
import { chooseTheme, currentTheme } from "../../ui/theme.ts";
import { dialogCommand } from "../dialog-table.ts";

/** Commands of the page itself: its looks and its help. They stand last in their menus. */
export const pageCommands: readonly Command[] = [
  {
    id: "view.theme",
    section: "view",
    title: "commands.theme",
    run: () => chooseTheme(currentTheme() === "dark" ? "light" : "dark"),
  },
  dialogCommand("help"),
];
