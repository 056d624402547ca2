import { expect, test } from "vitest";
import { flowFormat } from "#engine/flow/schema.ts";
import { LiveFigures } from "../figures/live-figures.ts";
import { addBeside, askBeside, freeOutput } from "./add-beside.ts";
import { Editor } from "./editor.ts";
import { guessedSize } from "./layout/grid.ts";
import { placeNode } from "./layout/placing.ts";
import { chain } from "./testing.ts";

function editorWithFlow(): Editor {
  const editor = new Editor(new LiveFigures());
  const nodes = [{ id: "mic", type: "mic-input", position: { x: 80, y: 160 } }];
  editor.openNew({ format: flowFormat, id: "test", name: "Test", nodes, edges: [] });
  return editor;
}
const positionOf = (editor: Editor, id: string | undefined) =>
  editor.flow?.nodes.find((node) => node.id === id)?.position ?? { x: Number.NaN, y: Number.NaN };

test("a node comes right of the selected one and is selected then, in one step of undo", () => {
  const editor = editorWithFlow();
  editor.select({ nodes: ["mic"], edges: [], comments: [] });
  const id = addBeside(editor, "vad");
  expect(positionOf(editor, id).x).toBeGreaterThanOrEqual(80 + guessedSize.width);
  expect(positionOf(editor, id).y).toBe(160);
  expect(editor.selection.nodes).toEqual([id]);
  editor.undo();
  expect(editor.flow?.nodes).toHaveLength(1);
});

test("nodes that are added one after another cover none of the others", () => {
  const editor = editorWithFlow();
  for (let count = 0; count < 6; count++) {
    editor.select({ nodes: count % 2 === 0 ? ["mic"] : [], edges: [], comments: [] });
    addBeside(editor, "vad");
  }
  const places = editor.flow?.nodes.map(({ position = { x: 0, y: 0 } }) => position) ?? [];
  for (const [at, a] of places.entries())
    for (const b of places.slice(at + 1))
      expect(Math.abs(a.x - b.x) >= guessedSize.width || Math.abs(a.y - b.y) >= guessedSize.height).toBe(
        true,
      );
});

test("the search of a node begins right of the selected one, in its row, with its first free output", () => {
  const editor = editorWithFlow();
  expect(askBeside(editor)).toBe(false);
  editor.select({ nodes: ["mic"], edges: [], comments: [] });
  expect(askBeside(editor)).toBe(true);
  const { dialog } = editor.view.getState();
  expect(dialog).toMatchObject({ kind: "add-node", from: { nodeId: "mic", port: "audio", side: "output" } });
  if (dialog?.kind !== "add-node" || editor.flow === undefined) throw new Error("no search is open");
  const { flow, nodeId } = placeNode(editor.flow, "vad", dialog.at, dialog);
  expect(flow.nodes.find(({ id }) => id === nodeId)?.position).toMatchObject({ y: 160 });
  expect(flow.edges).toHaveLength(1);
});

test("an output that has a wire is not free, and the error output never is", () => {
  expect(freeOutput(chain, "resample")).toBeUndefined();
  expect(freeOutput(chain, "vad")?.port).toBe("open");
  expect(freeOutput({ ...chain, edges: [] }, "vad")?.port).not.toBe("error");
});

test("without a flow nothing is added", () => {
  expect(addBeside(new Editor(new LiveFigures()), "vad")).toBeUndefined();
});
