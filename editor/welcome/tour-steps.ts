import type { Editor } from "../document/editor.ts";
import { noSelection } from "../document/selection.ts";

/** What the tour shows, one after the other. `at`: selectors; the first that finds something says where. */
export const tourSteps = [
  { name: "palette", at: [".palette"] },
  { name: "wiring", at: [".canvas .flow-node", ".canvas"] },
  { name: "inspector", at: [".inspector"] },
  { name: "deploy", at: [".deploy-button"] },
  { name: "speak", at: [".session-bar"] },
] as const;
export type TourStep = (typeof tourSteps)[number];

/** Puts the page into the state that a step tells of. */
export function prepareStep(editor: Editor, { name }: TourStep): void {
  if (name === "palette") editor.view.setState({ isPaletteOpen: true });
  if (name === "wiring") editor.canvas?.fit();
  if (name === "inspector") {
    editor.view.setState({ isInspectorOpen: true });
    selectForInspector(editor);
  }
}

/** A node with settings that work while one speaks shows most; any other where there is none. */
function selectForInspector(editor: Editor): void {
  if (editor.selection.nodes.length > 0) return;
  const nodes = editor.flow?.nodes ?? [];
  const shown = nodes.find(({ type }) => type === "vad") ?? nodes[0];
  if (shown !== undefined) editor.select({ ...noSelection, nodes: [shown.id] });
}
