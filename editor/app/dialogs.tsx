import { type ComponentType, useEffect, useState } from "react";
import { ApiError } from "../api/flow-api.ts";
import { useEditor, useView } from "../document/editor-context.tsx";

let loaded: ComponentType | undefined;

/** After so long the page has loaded what it shows, in ms. */
const preloadMs = 3_000;

/** The dialogs, whose code comes after the page: they then open as if it had been there all along. */
export function Dialogs() {
  const editor = useEditor();
  const isOpen = useView(({ dialog }) => dialog !== undefined);
  const [OpenDialog, setOpenDialog] = useState(() => loaded);
  const isWanted = useIsWanted() || isOpen;
  useEffect(() => {
    if (OpenDialog !== undefined || !isWanted) return;
    load().then(
      (component) => setOpenDialog(() => component),
      () => {
        if (!isOpen) return; // opening one tries again
        editor.closeDialog();
        editor.fail(new ApiError(0, undefined));
      },
    );
  }, [editor, isOpen, isWanted, OpenDialog]);
  return OpenDialog === undefined ? null : <OpenDialog />;
}

/** `React.lazy` would end the page where the server is away before a dialog was opened. */
async function load(): Promise<ComponentType> {
  loaded ??= (await import("./open-dialog.tsx")).OpenDialog;
  return loaded;
}

function useIsWanted(): boolean {
  const [isWanted, setIsWanted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsWanted(true), preloadMs);
    return () => clearTimeout(timer);
  }, []);
  return isWanted;
}
