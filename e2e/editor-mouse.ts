import { expect } from "vitest";
import type { EditorPage } from "./editor-page.ts";
import { type PortOfType, pipelineTypes, pipelineWires } from "./pipeline.ts";

/** Builds the pipeline on an empty canvas with the mouse: nodes from the palette, wires from port to port. */
export async function buildByMouse(editor: EditorPage): Promise<void> {
  for (const [index, type] of pipelineTypes.entries()) await dragIn(editor, type, index);
  for (const { from, to } of pipelineWires) await dragWire(editor, from, to);
  await setByMouse(editor);
}

/** Drags a node type from the palette; four stand in a row. */
async function dragIn(editor: EditorPage, type: string, index: number): Promise<void> {
  const targetPosition = { x: 110 + (index % 4) * 216, y: 100 + Math.floor(index / 4) * 260 };
  await editor.page.locator(`[data-node-type="${type}"]`).dragTo(editor.canvas, { targetPosition });
  await editor.node(type).waitFor();
  const [canvas, node] = [await editor.canvas.boundingBox(), await editor.node(type).boundingBox()];
  // It lies under the pointer, give or take the grid.
  expect(Math.abs((node?.x ?? 0) - (canvas?.x ?? 0) - targetPosition.x + 92)).toBeLessThanOrEqual(8);
}

async function dragWire(editor: EditorPage, from: PortOfType, to: PortOfType): Promise<void> {
  const { mouse } = editor.page;
  const start = await centreOf(editor, from, "source");
  const end = await centreOf(editor, to, "target");
  await mouse.move(start.x, start.y);
  await mouse.down();
  await mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await mouse.move(end.x, end.y, { steps: 4 });
  await mouse.up();
  await editor.wire(`${from.type}.${from.port}`, `${to.type}.${to.port}`).waitFor({ state: "attached" });
}

async function centreOf(editor: EditorPage, { type, port }: PortOfType, side: "source" | "target") {
  const handle = editor.page.locator(`.port-handle.${side}[data-nodeid="${type}"][data-handleid="${port}"]`);
  const { x, y, width, height } = (await handle.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x: x + width / 2, y: y + height / 2 };
}

/** The two settings that are not their types' defaults. */
async function setByMouse(editor: EditorPage): Promise<void> {
  await editor.select("translate");
  const languages = editor.setting("targetLanguages");
  await languages.getByRole("combobox").click();
  await languages.getByRole("option", { name: "French" }).click();
  await languages.getByText("French").waitFor();
  await editor.select("caption-output");
  for (const format of ["jsonl", "srt", "webvtt"])
    await editor.setting("formats").getByRole("button", { name: format }).click();
}
