import type { Command } from "../../document/command.ts";
import { chooseTheme, currentTheme } from "../../ui/theme.ts";

/** Commands of the page itself: its looks and its help. They stand last in their menus. */
export const pageCommands: readonly Command[] = [
  {
    id: "view.theme",
    section: "view",
    title: "commands.theme",
    run: () => chooseTheme(currentTheme() === "dark" ? "light" : "dark"),
  },
  {
    id: "help.keys",
    section: "help",
    title: "commands.help",
    keys: ["Shift+?", "F1"],
    run: (editor) => editor.openDialog({ kind: "help" }),
  },
];
