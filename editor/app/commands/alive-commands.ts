import type { Command } from "../../document/command.ts";

/** Commands of the figures on the canvas. */
export const aliveCommands: readonly Command[] = [
  {
    id: "view.node-charts",
    section: "view",
    title: "alive.command.charts",
    keys: ["Shift+g"],
    isEnabled: ({ selection }) => selection.nodes.length === 1,
    run: (editor) => {
      const [nodeId] = editor.selection.nodes;
      if (nodeId !== undefined) editor.openDialog({ kind: "charts", nodeId });
    },
  },
];
