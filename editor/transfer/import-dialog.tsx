import type { DialogState } from "../state/view.ts";

export function ImportDialog(_props: { readonly dialog: Extract<DialogState, { kind: "import" }> }) {
  return null;
}
