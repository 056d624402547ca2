import type { FlowNode } from "#engine/flow/schema.ts";
import { settingsOf } from "#engine/graph/setting.ts";
import { catalogue } from "../document/catalogue.ts";
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
  const [first, ...others] = editor.flow?.nodes ?? [];
  const shown = others.reduce((best, node) => (liveSettings(node) > liveSettings(best) ? node : best), first);
  if (shown !== undefined) editor.select({ ...noSelection, nodes: [shown.id] });
}

/** How many settings of a node work while one speaks. */
function liveSettings(node: FlowNode | undefined): number {
  const definition = catalogue.get(node?.type ?? "");
  return definition === undefined
    ? 0
    : Object.values(settingsOf(definition)).filter(({ live }) => live === true).length;
}
