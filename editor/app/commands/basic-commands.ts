import type { Command } from "../../document/command.ts";
import { focusPaletteSearch } from "../../palette/palette-focus.ts";
import { dialogCommand } from "../dialog-table.ts";
import { type DockPanel, dockPanels } from "../dock-panels.tsx";

/** Commands that belong to no other area: undo and what is shown. */
export const basicCommands: readonly Command[] = [
  {
    id: "edit.undo",
    section: "edit",
    title: "commands.undo",
    keys: ["$mod+z"],
    isEnabled: (editor) => editor.tab?.canUndo === true,
    run: (editor) => editor.undo(),
  },
  {
    id: "edit.redo",
    section: "edit",
    title: "commands.redo",
    keys: ["$mod+Shift+z", "$mod+y"],
    isEnabled: (editor) => editor.tab?.canRedo === true,
    run: (editor) => editor.redo(),
  },
  dialogCommand("commands"),
  {
    id: "view.search-nodes",
    section: "view",
    title: "commands.searchNodes",
    // A German keyboard has / on Shift+7.
    keys: ["/", "Shift+/"],
    isEnabled: (editor) => editor.tab !== undefined,
    run: focusPaletteSearch,
  },
  {
    id: "view.palette",
    section: "view",
    title: "commands.palette",
    keys: ["$mod+b"],
    isChecked: (editor) => editor.view.getState().isPaletteOpen,
    run: (editor) => editor.view.setState(({ isPaletteOpen }) => ({ isPaletteOpen: !isPaletteOpen })),
  },
  {
    id: "view.inspector",
    section: "view",
    title: "commands.inspector",
    // The key, not the letter: Alt+B writes another letter on a Mac.
    keys: ["$mod+Alt+KeyB"],
    isChecked: (editor) => editor.view.getState().isInspectorOpen,
    run: (editor) => editor.view.setState(({ isInspectorOpen }) => ({ isInspectorOpen: !isInspectorOpen })),
  },
  ...dockPanels.map(dockCommand),
];

function dockCommand({ id, key }: DockPanel): Command {
  return {
    id: `view.${id}`,
    section: "view",
    title: `commands.dock.${id}`,
    keys: [key],
    isEnabled: (editor) => editor.tab !== undefined,
    isChecked: (editor) => editor.view.getState().dock === id,
    run: (editor) => editor.view.setState(({ dock }) => ({ dock: dock === id ? undefined : id })),
  };
}
