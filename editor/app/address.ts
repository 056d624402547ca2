import type { Editor } from "../document/editor.ts";

const path = "/editor";

/**
 * Opens the flow that the address names, `/editor/FLOW`, and keeps the address at the flow in front; back and
 * forward go between flows.
 */
export async function followAddress(editor: Editor): Promise<void> {
  editor.workspace.subscribe(({ activeId }) => {
    const address = activeId === undefined ? path : `${path}/${encodeURIComponent(activeId)}`;
    if (location.pathname !== address) history.pushState(undefined, "", address + location.search);
  });
  addEventListener("popstate", () => void openNamed(editor));
  await openNamed(editor);
}

async function openNamed(editor: Editor): Promise<void> {
  const flowId = decodeURIComponent(location.pathname.slice(path.length + 1));
  if (flowId === "") return;
  try {
    await editor.open(flowId);
  } catch (error) {
    editor.fail(error);
  }
}
