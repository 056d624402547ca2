import { ChartsDialog } from "../alive/charts-dialog.tsx";
import { CommandPalette } from "../commands/command-palette.tsx";
import { HelpSheet } from "../commands/help-sheet.tsx";
import { DeployDialog } from "../deploy/deploy-dialog.tsx";
import { OpenFlowDialog } from "../deploy/open-flow-dialog.tsx";
import { RevisionsDialog } from "../deploy/revisions-dialog.tsx";
import { AddNodeDialog } from "../palette/add-node-dialog.tsx";
import { ConnectDialog } from "../palette/connect-dialog.tsx";
import { useTab, useView } from "../state/editor-context.tsx";
import { ImportDialog } from "../transfer/import-dialog.tsx";
import { ShareDialog } from "../transfer/share-dialog.tsx";
import { Tour } from "../transfer/tour.tsx";

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
