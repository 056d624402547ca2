import { askBeside } from "../../document/add-beside.ts";
import { clipOf, paste } from "../../document/clipboard.ts";
import type { Command } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import { removeSelection } from "../../document/edits.ts";
import { commentKey, groupKey, keysOf } from "../../document/keys.ts";
import { isEmpty, noSelection } from "../../document/selection.ts";
import { addComment, group, removeAndRejoin, setDisabled, ungroup } from "../../document/structure.ts";
import { text } from "../../texts/texts.ts";
import { copyText } from "../../ui/copy-text.ts";
import { pasteText, selectedText } from "../gestures/use-clipboard.ts";

/** Whether anything is selected: one of the conditions that commands are enabled by. */
export const hasSelection = ({ selection }: Editor): boolean => !isEmpty(selection);
/** Whether a node is selected. */
export const hasNodes = ({ selection }: Editor): boolean => selection.nodes.length > 0;
/** Whether a flow is open. */
export const hasFlow = ({ flow }: Editor): boolean => flow !== undefined;

/** Copies what is selected, outside of the browser's own copy event. @throws where the browser does not let us. */
async function copy(editor: Editor): Promise<void> {
  if (!(await copyText(selectedText(editor)))) throw new Error(text("canvas.clipboard.keys"));
}

/** Commands that change what is in the flow. */
export const editCommands: readonly Command[] = [
  {
    id: "edit.add-node",
    section: "edit",
    title: "canvas.do.add-node",
    keys: ["a"],
    isEnabled: hasFlow,
    run: (editor, by) => {
      if (by !== "pointer" && askBeside(editor)) return;
      const at = editor.canvas?.cursor();
      if (at !== undefined) editor.openDialog({ kind: "add-node", at });
    },
  },
  {
    id: "edit.insert",
    section: "edit",
    title: "canvas.do.insert",
    keys: ["i"],
    isEnabled: ({ selection }) => selection.edges.length === 1,
    run: (editor) => {
      const [edge] = editor.selection.edges;
      const at = editor.canvas?.cursor();
      if (edge !== undefined && at !== undefined) editor.openDialog({ kind: "add-node", at, edge });
    },
  },
  {
    id: "edit.comment",
    section: "edit",
    title: "canvas.do.comment",
    keys: ["n"],
    isEnabled: hasFlow,
    run: comment,
  },
  {
    id: "edit.cut",
    section: "edit",
    title: "canvas.do.cut",
    keys: ["$mod+x"],
    isNative: true,
    isEnabled: hasSelection,
    run: async (editor) => {
      await copy(editor);
      editor.change((flow) => removeSelection(flow, editor.selection));
    },
  },
  {
    id: "edit.copy",
    section: "edit",
    title: "canvas.do.copy",
    keys: ["$mod+c"],
    isNative: true,
    isEnabled: hasSelection,
    run: copy,
  },
  {
    id: "edit.paste",
    section: "edit",
    title: "canvas.do.paste",
    keys: ["$mod+v"],
    isNative: true,
    isEnabled: hasFlow,
    run: async (editor) => pasteText(editor, await readClipboard()),
  },
  {
    id: "edit.duplicate",
    section: "edit",
    title: "canvas.do.duplicate",
    keys: ["$mod+d"],
    isEnabled: hasSelection,
    run: duplicate,
  },
  {
    id: "edit.delete",
    section: "edit",
    title: "canvas.do.delete",
    keys: ["Delete", "Backspace"],
    isEnabled: hasSelection,
    run: (editor) => editor.change((flow) => removeSelection(flow, editor.selection)),
  },
  {
    id: "edit.delete-rejoin",
    section: "edit",
    title: "canvas.do.delete-rejoin",
    keys: ["$mod+Delete", "$mod+Backspace"],
    isEnabled: hasNodes,
    run: (editor) => editor.change((flow) => removeAndRejoin(flow, editor.selection)),
  },
  {
    id: "edit.rename",
    section: "edit",
    title: "canvas.do.rename",
    keys: ["F2"],
    isEnabled: ({ selection }) => selection.nodes.length + selection.comments.length > 0,
    run: rename,
  },
  {
    id: "edit.disable",
    section: "edit",
    title: "canvas.do.disable",
    keys: ["m"],
    isEnabled: hasNodes,
    isChecked: (editor) => hasNodes(editor) && areDisabled(editor),
    run: (editor) => {
      const isDisabled = !areDisabled(editor);
      editor.change((flow) => setDisabled(flow, editor.selection.nodes, isDisabled));
    },
  },
  {
    id: "edit.connect",
    section: "edit",
    title: "canvas.do.connect",
    keys: ["c"],
    isEnabled: ({ selection }) => selection.nodes.length === 1,
    run: (editor) => {
      const [nodeId] = editor.selection.nodes;
      if (nodeId !== undefined) editor.openDialog({ kind: "connect", nodeId });
    },
  },
  {
    id: "edit.group",
    section: "edit",
    title: "canvas.do.group",
    keys: ["$mod+g"],
    isEnabled: hasNodes,
    run: groupSelected,
  },
  {
    id: "edit.ungroup",
    section: "edit",
    title: "canvas.do.ungroup",
    keys: ["$mod+Shift+g"],
    isEnabled: ({ flow, selection }) =>
      flow?.groups?.some(({ nodes }) => nodes.some((id) => selection.nodes.includes(id))) === true,
    run: (editor) => editor.change((flow) => ungroup(flow, editor.selection.nodes)),
  },
];

function areDisabled({ flow, selection }: Editor): boolean {
  const nodes = flow?.nodes.filter(({ id }) => selection.nodes.includes(id)) ?? [];
  return nodes.every(({ disabled }) => disabled === true);
}

function comment(editor: Editor): void {
  const { flow, canvas } = editor;
  if (flow === undefined || canvas === undefined) return;
  const added = addComment(flow, canvas.cursor());
  editor.change(() => added.flow);
  editor.select({ ...noSelection, comments: [added.commentId] });
  canvas.edit(commentKey(added.commentId));
}

function duplicate(editor: Editor): void {
  const { flow, selection } = editor;
  if (flow === undefined) return;
  const done = paste(flow, clipOf(flow, selection));
  editor.change(() => done.flow);
  editor.select(done.selection);
  editor.canvas?.reveal(keysOf(done.selection));
}

function rename({ canvas, selection }: Editor): void {
  const [nodeId] = selection.nodes;
  const [commentId] = selection.comments;
  if (nodeId !== undefined) canvas?.edit(nodeId);
  else if (commentId !== undefined) canvas?.edit(commentKey(commentId));
}

function groupSelected(editor: Editor): void {
  const { flow, selection } = editor;
  if (flow === undefined) return;
  const made = group(flow, selection.nodes, text("canvas.group.new"));
  editor.change(() => made.flow);
  editor.canvas?.reveal(selection.nodes);
  editor.canvas?.edit(groupKey(made.groupId));
}

/** What is on the clipboard. Only pages over https and of this computer may read it; elsewhere the keys still work. */
async function readClipboard(): Promise<string> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) throw new Error(text("canvas.clipboard.keys"));
  return clipboard.readText();
}
