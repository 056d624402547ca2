import { expect, test } from "vitest";
import { Editor } from "../../document/editor.ts";
import { patchNode } from "../../document/edits.ts";
import type { FlowTab } from "../../document/flow-tab.ts";
import { noSelection } from "../../document/selection.ts";
import { chain } from "../../document/testing.ts";
import { LiveFigures } from "../../figures/live-figures.ts";
import { CanvasModel } from "./canvas-model.ts";

function opened() {
  const editor = new Editor(new LiveFigures());
  editor.openNew(chain);
  const model = new CanvasModel(editor, editor.tab as FlowTab);
  const stop = model.follow();
  const node = (id: string) => model.store.getState().nodes.find((each) => each.id === id);
  return { editor, model, stop, node };
}

const drag = (id: string, x: number, y: number) => [
  { type: "position", id, position: { x, y }, dragging: true } as const,
];

test("a change of one node gives a new object to that node only", () => {
  const { editor, model } = opened();
  const before = model.store.getState();
  editor.change((flow) => patchNode(flow, "vad", { name: "Speech" }));
  const after = model.store.getState();
  const changed = after.nodes.filter((node, at) => node !== before.nodes[at]).map(({ id }) => id);
  expect(changed).toEqual(["vad"]);
  expect(after.edges.every((edge, at) => edge === before.edges[at])).toBe(true);
});

test("a drag is one step of undo, however many frames it has, and undo moves the node back", () => {
  const { editor, model, node } = opened();
  const before = editor.flow;
  for (let frame = 1; frame <= 20; frame++) model.onNodesChange(drag("vad", 480 + frame * 8, 0));
  expect(editor.flow).toBe(before);
  model.commitMoves();
  expect(editor.flow?.nodes[2]?.position).toEqual({ x: 640, y: 0 });
  editor.undo();
  expect(editor.flow).toEqual(before);
  expect(node("vad")?.position).toEqual({ x: 480, y: 0 });
  expect(editor.tab?.canUndo).toBe(false);
});

test("a drag back to where it began is no step of undo", () => {
  const { editor, model } = opened();
  model.onNodesChange(drag("vad", 488, 0));
  model.onNodesChange(drag("vad", 480, 0));
  model.commitMoves();
  expect(editor.tab?.canUndo).toBe(false);
});

test("the selection goes both ways, and a size that was measured is kept", () => {
  const { editor, model, node } = opened();
  model.onNodesChange([
    { type: "dimensions", id: "vad", dimensions: { width: 184, height: 90 } },
    { type: "select", id: "vad", selected: true },
  ]);
  expect(editor.selection.nodes).toEqual(["vad"]);
  editor.select({ ...noSelection, nodes: ["mic"], edges: ["vad.segment -> transcribe.segment"] });
  expect([node("vad")?.selected, node("mic")?.selected]).toEqual([false, true]);
  expect(model.store.getState().edges[2]?.selected).toBe(true);
  editor.change((flow) => patchNode(flow, "vad", { name: "Speech" }));
  expect(node("vad")?.measured).toEqual({ width: 184, height: 90 });
});

test("a frame drawn around nodes selects no wires, and tells of it at its end", () => {
  const { editor, model } = opened();
  model.onSelectionStart();
  model.onNodesChange([{ type: "select", id: "vad", selected: true }]);
  model.onEdgesChange([{ type: "select", id: "vad.segment -> transcribe.segment", selected: true }]);
  expect(editor.selection).toEqual(noSelection);
  model.onSelectionEnd();
  expect(editor.selection).toEqual({ ...noSelection, nodes: ["vad"] });
});

test("nodes stand in reading order, whatever order the document has", () => {
  const { editor, model } = opened();
  editor.change((flow) => ({ ...flow, nodes: [...flow.nodes].reverse() }));
  expect(model.store.getState().nodes.map(({ id }) => id)).toEqual(["mic", "resample", "vad", "transcribe"]);
});

test("after its end it follows nothing", () => {
  const { editor, stop, node } = opened();
  stop();
  editor.change((flow) => patchNode(flow, "vad", { position: { x: 0, y: 800 } }));
  expect(node("vad")?.position).toEqual({ x: 480, y: 0 });
});
