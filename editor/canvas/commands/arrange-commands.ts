import type { Command } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import { keysOf } from "../../document/keys.ts";
import { type Alignment, align, distribute, nudge, type SizeOf } from "../../document/layout/arrange.ts";
import { gridPx, guessedSize } from "../../document/layout/grid.ts";
import type { Heading } from "../layout/neighbours.ts";
import { tidy } from "../layout/tidy.ts";
import { hasFlow } from "./edit-commands.ts";

/** How far an arrow key moves, and with Shift, in px at zoom 1. */
const stepPx = gridPx;
const largeStepPx = gridPx * 4;

const hasItems = (least: number) => (editor: Editor) => keysOf(editor.selection).length >= least;

/** Commands that move things about. */
export const arrangeCommands: readonly Command[] = [
  alignCommand("left"),
  alignCommand("centre"),
  alignCommand("right"),
  alignCommand("top"),
  alignCommand("middle"),
  alignCommand("bottom"),
  distributeCommand("x"),
  distributeCommand("y"),
  {
    id: "arrange.tidy",
    section: "arrange",
    title: "canvas.do.tidy",
    keys: ["Shift+t"],
    isEnabled: hasFlow,
    run: tidyUp,
  },
  ...nudgeCommands("left", "ArrowLeft", -1, 0),
  ...nudgeCommands("right", "ArrowRight", 1, 0),
  ...nudgeCommands("up", "ArrowUp", 0, -1),
  ...nudgeCommands("down", "ArrowDown", 0, 1),
];

function alignCommand(how: Alignment): Command {
  return {
    id: `arrange.align-${how}`,
    section: "arrange",
    title: `canvas.do.align-${how}`,
    isEnabled: hasItems(2),
    run: (editor) => editor.change((flow) => align(flow, keysOf(editor.selection), how, sizeOf(editor))),
  };
}

function distributeCommand(axis: "x" | "y"): Command {
  return {
    id: `arrange.distribute-${axis}`,
    section: "arrange",
    title: `canvas.do.distribute-${axis}`,
    isEnabled: hasItems(3),
    run: (editor) =>
      editor.change((flow) => distribute(flow, keysOf(editor.selection), axis, sizeOf(editor))),
  };
}

function nudgeCommands(heading: Heading, key: string, x: number, y: number): Command[] {
  const command = (suffix: "" | "-far", binding: string, stepBy: number): Command => ({
    id: `arrange.nudge-${heading}${suffix}`,
    section: "arrange",
    title: `canvas.do.nudge-${heading}${suffix}`,
    keys: [binding],
    isEnabled: hasItems(1),
    run: (editor) =>
      editor.change((flow) => nudge(flow, keysOf(editor.selection), { x: x * stepBy, y: y * stepBy })),
  });
  return [command("", key, stepPx), command("-far", `Shift+${key}`, largeStepPx)];
}

/** Lays out the selected nodes; all of them where fewer than two are selected. */
async function tidyUp(editor: Editor): Promise<void> {
  const { flow, selection, tab } = editor;
  if (flow === undefined) return;
  const isAll = selection.nodes.length < 2;
  const edit = await tidy(flow, isAll ? flow.nodes.map(({ id }) => id) : selection.nodes, sizeOf(editor));
  if (editor.tab !== tab) return;
  editor.change(edit);
  if (isAll) editor.canvas?.fit();
  else editor.canvas?.reveal(selection.nodes);
}

function sizeOf({ canvas }: Editor): SizeOf {
  return (key) => canvas?.sizeOf(key) ?? guessedSize;
}
