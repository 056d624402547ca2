import { type ComponentType, useEffect, useState } from "react";
import { ApiError } from "../api/client.ts";
import { useEditor, useTab, useView } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import type { DialogKind, DialogState } from "../document/view.ts";
import { dialogTable } from "./dialog-table.ts";

/** What is shown of any row: the row of its own kind is the one that gets a dialog. */
type Panel = ComponentType<{ readonly tab: FlowTab | undefined; readonly dialog: DialogState }>;

/** After so long the page has loaded what it shows, in ms. */
const preloadMs = 3_000;
const allKinds = Object.keys(dialogTable) as DialogKind[];

/** The dialog that is open, if any. After the page has come all of them are loaded: they then open at once. */
export function Dialogs() {
  const dialog = useView((view) => view.dialog);
  const tab = useTab();
  const panels = usePanels(dialog?.kind);
  const OpenDialog = dialog && panels.get(dialog.kind);
  if (dialog === undefined || OpenDialog === undefined) return null;
  if (dialogTable[dialog.kind].isOfFlow && tab === undefined) return null;
  return <OpenDialog tab={tab} dialog={dialog} />;
}

/** What was loaded so far. `React.lazy` would end the page where the server is away before a dialog was opened. */
function usePanels(opened: DialogKind | undefined): ReadonlyMap<DialogKind, Panel> {
  const editor = useEditor();
  const [panels, setPanels] = useState<ReadonlyMap<DialogKind, Panel>>(new Map());
  const isPageThere = useIsPageThere();
  useEffect(() => {
    const wanted = isPageThere ? allKinds : opened === undefined ? [] : [opened];
    const missing = wanted.filter((kind) => !panels.has(kind));
    if (missing.length === 0) return;
    Promise.all(missing.map(load)).then(
      (loaded) => setPanels((before) => new Map([...before, ...loaded])),
      () => {
        if (opened === undefined || panels.has(opened)) return; // opening one tries again
        editor.closeDialog();
        editor.fail(new ApiError(0, undefined));
      },
    );
  }, [editor, opened, isPageThere, panels]);
  return panels;
}

async function load(kind: DialogKind): Promise<[DialogKind, Panel]> {
  return [kind, (await dialogTable[kind].load()) as Panel];
}

function useIsPageThere(): boolean {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsThere(true), preloadMs);
    return () => clearTimeout(timer);
  }, []);
  return isThere;
}
