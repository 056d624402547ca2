import { ChartsDialog } from "../charts/charts-dialog.tsx";
import { DeployDialog } from "../deploy/deploy-dialog.tsx";
import { RevisionsDialog } from "../deploy/revisions-dialog.tsx";
import { useTab, useView } from "../document/editor-context.tsx";
import { ImportDialog } from "../import/import-dialog.tsx";
import { AddNodeDialog } from "../palette/add-node-dialog.tsx";
import { ConnectDialog } from "../palette/connect-dialog.tsx";
import { ShareDialog } from "../share/share-dialog.tsx";
import { OpenFlowDialog } from "../tabs/open-flow-dialog.tsx";
import { Tour } from "../welcome/tour.tsx";
import { CommandPalette } from "./commands/command-palette.tsx";
import { HelpSheet } from "./commands/help-sheet.tsx";

/** The dialog that is open, if any. All of them come in one file, after the page. */
export function OpenDialog() {
  const dialog = useView((view) => view.dialog);
  const tab = useTab();
  if (dialog === undefined) return null;
  if (dialog.kind === "commands") return <CommandPalette />;
  if (dialog.kind === "help") return <HelpSheet />;
  if (dialog.kind === "open-flow") return <OpenFlowDialog />;
  if (dialog.kind === "import") return <ImportDialog dialog={dialog} />;
  if (dialog.kind === "tour") return <Tour />;
  if (tab === undefined) return null;
  if (dialog.kind === "add-node") return <AddNodeDialog tab={tab} dialog={dialog} />;
  if (dialog.kind === "connect") return <ConnectDialog tab={tab} nodeId={dialog.nodeId} />;
  if (dialog.kind === "deploy") return <DeployDialog tab={tab} />;
  if (dialog.kind === "revisions") return <RevisionsDialog tab={tab} />;
  if (dialog.kind === "charts") return <ChartsDialog tab={tab} nodeId={dialog.nodeId} />;
  return <ShareDialog tab={tab} />;
}
