import type { Flow } from "#engine/flow/schema.ts";
import type { Command } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import { connected, reach } from "../../document/layout/reach.ts";
import { noSelection } from "../../document/selection.ts";
import { inspect } from "../gestures/canvas-keys.ts";
import { type Heading, neighbour } from "../layout/neighbours.ts";
import { hasFlow, hasNodes, hasSelection } from "./edit-commands.ts";

/** Commands that choose what others work on, and go from node to node. */
export const selectCommands: readonly Command[] = [
  {
    id: "edit.select-all",
    section: "edit",
    title: "canvas.do.select-all",
    keys: ["$mod+a"],
    isEnabled: hasFlow,
    run: (editor) => {
      const { flow } = editor;
      const ids = (items: readonly { readonly id: string }[] = []) => items.map(({ id }) => id);
      editor.select({ ...noSelection, nodes: ids(flow?.nodes), comments: ids(flow?.comments) });
    },
  },
  {
    id: "edit.select-none",
    section: "edit",
    title: "canvas.do.select-none",
    keys: ["Escape"],
    isEnabled: hasSelection,
    run: (editor) => editor.select(noSelection),
  },
  {
    id: "edit.select-upstream",
    section: "edit",
    title: "canvas.do.select-upstream",
    keys: ["u"],
    isEnabled: hasNodes,
    run: (editor) => selectMore(editor, (flow, ids) => reach(flow, ids, "upstream")),
  },
  {
    id: "edit.select-downstream",
    section: "edit",
    title: "canvas.do.select-downstream",
    keys: ["d"],
    isEnabled: hasNodes,
    run: (editor) => selectMore(editor, (flow, ids) => reach(flow, ids, "downstream")),
  },
  {
    id: "edit.select-connected",
    section: "edit",
    title: "canvas.do.select-connected",
    keys: ["l"],
    isEnabled: hasNodes,
    run: (editor) => selectMore(editor, connected),
  },
  {
    id: "edit.settings",
    section: "edit",
    title: "canvas.do.settings",
    // The canvas does this itself: Enter means many things elsewhere.
    keys: ["Enter"],
    isNative: true,
    isEnabled: hasNodes,
    run: (editor) => {
      const nodeId = editor.selection.nodes.at(-1);
      if (nodeId !== undefined) inspect(editor, nodeId);
    },
  },
  goCommand("left", "ArrowLeft"),
  goCommand("right", "ArrowRight"),
  goCommand("up", "ArrowUp"),
  goCommand("down", "ArrowDown"),
];

function selectMore(editor: Editor, more: (flow: Flow, ids: readonly string[]) => Iterable<string>): void {
  const { flow, selection } = editor;
  if (flow !== undefined) editor.select({ ...noSelection, nodes: [...more(flow, selection.nodes)] });
}

function goCommand(heading: Heading, key: string): Command {
  return {
    id: `view.go-${heading}`,
    section: "view",
    title: `canvas.do.go-${heading}`,
    keys: [`Alt+${key}`],
    isEnabled: hasNodes,
    run: (editor) => {
      const { flow, selection } = editor;
      const from = selection.nodes.at(-1);
      const to = flow && from && neighbour(flow, from, heading);
      if (to === undefined || to === "") return;
      editor.select({ ...noSelection, nodes: [to] });
      editor.canvas?.focusNode(to);
    },
  };
}
