import type { ComponentType } from "react";
import type { Command } from "../document/command.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import type { DialogKind, DialogState } from "../document/view.ts";

type DialogOf<Kind extends DialogKind> = Extract<DialogState, { kind: Kind }>;

interface Row<Props> {
  /** Its code comes after the page. */
  load(): Promise<ComponentType<Props>>;
  /** The command that opens it, of those that need no more than the flow in front. */
  readonly command?: Pick<Command, "id" | "section" | "title" | "keys">;
}

/** A kind of dialog: about the flow in front, or about none. */
type DialogRow<Kind extends DialogKind> =
  | ({ readonly isOfFlow: true } & Row<{ readonly tab: FlowTab; readonly dialog: DialogOf<Kind> }>)
  | ({ readonly isOfFlow: false } & Row<{ readonly dialog: DialogOf<Kind> }>);

/** All dialogs: what shows them, their commands and their keys are made from this table. */
export const dialogTable: { readonly [Kind in DialogKind]: DialogRow<Kind> } = {
  commands: {
    isOfFlow: false,
    load: async () => (await import("./commands/command-palette.tsx")).CommandPalette,
    command: { id: "view.commands", section: "view", title: "commands.all", keys: ["$mod+k"] },
  },
  help: {
    isOfFlow: false,
    load: async () => (await import("./commands/help-sheet.tsx")).HelpSheet,
    command: { id: "help.keys", section: "help", title: "commands.help", keys: ["Shift+?", "F1"] },
  },
  "open-flow": {
    isOfFlow: false,
    load: async () => (await import("../tabs/open-flow-dialog.tsx")).OpenFlowDialog,
    command: { id: "file.open", section: "file", title: "deploy.command.open", keys: ["$mod+o"] },
  },
  import: {
    isOfFlow: false,
    load: async () => (await import("../import/import-dialog.tsx")).ImportDialog,
    command: { id: "file.import", section: "file", title: "transfer.import.command", keys: ["$mod+i"] },
  },
  tour: {
    isOfFlow: false,
    load: async () => (await import("../welcome/tour.tsx")).Tour,
  },
  share: {
    isOfFlow: true,
    load: async () => (await import("../share/share-dialog.tsx")).ShareDialog,
    command: { id: "file.share", section: "file", title: "transfer.share" },
  },
  revisions: {
    isOfFlow: true,
    load: async () => (await import("../deploy/revisions-dialog.tsx")).RevisionsDialog,
    command: { id: "file.revisions", section: "file", title: "deploy.command.revisions" },
  },
  deploy: {
    isOfFlow: true,
    load: async () => (await import("../deploy/deploy-dialog.tsx")).DeployDialog,
  },
  "add-node": {
    isOfFlow: true,
    load: async () => (await import("../palette/add-node-dialog.tsx")).AddNodeDialog,
  },
  connect: {
    isOfFlow: true,
    load: async () => (await import("../palette/connect-dialog.tsx")).ConnectDialog,
  },
  charts: {
    isOfFlow: true,
    load: async () => (await import("../charts/charts-dialog.tsx")).ChartsDialog,
  },
};

/** Dialogs that open without a subject. */
type PlainKind = { [Kind in DialogKind]: { kind: Kind } extends DialogState ? Kind : never }[DialogKind];

/** The command that opens a dialog. @throws where the table has none for it */
export function dialogCommand(kind: PlainKind): Command {
  const { command, isOfFlow } = dialogTable[kind];
  if (command === undefined) throw new Error(`The dialog ${kind} has no command.`);
  return {
    ...command,
    isEnabled: ({ tab }) => !isOfFlow || tab !== undefined,
    run: (editor) => editor.openDialog({ kind }),
  };
}
