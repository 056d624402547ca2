import type { Command } from "../../document/command.ts";
import { isEmpty } from "../../document/selection.ts";
import { saveFlow, selectedFlow } from "../../share/export-flow.ts";
import { text } from "../../texts/texts.ts";
import { newFlow } from "../../welcome/new-flow.ts";
import { startTour } from "../../welcome/tour-offer.tsx";
import { dialogCommand } from "../dialog-table.ts";

/** First in its menu, as everywhere. */
export const newFlowCommand: Command = {
  id: "file.new",
  section: "file",
  title: "transfer.new",
  run: newFlow,
};

/** Commands that bring flows in and out, and the tour. */
export const transferCommands: readonly Command[] = [
  dialogCommand("import"),
  {
    id: "file.export",
    section: "file",
    title: "transfer.export",
    keys: ["$mod+e"],
    isEnabled: ({ flow }) => flow !== undefined,
    run: ({ flow }) => {
      if (flow !== undefined) saveFlow(flow);
    },
  },
  {
    id: "file.exportSelection",
    section: "file",
    title: "transfer.exportSelection",
    isEnabled: ({ selection }) => !isEmpty({ ...selection, edges: [] }),
    run: ({ flow, selection }) => {
      if (flow === undefined) return;
      saveFlow(selectedFlow(flow, selection, text("transfer.partOf", { flow: flow.name })));
    },
  },
  dialogCommand("share"),
  {
    id: "help.tour",
    section: "help",
    title: "transfer.tour",
    run: startTour,
  },
];
