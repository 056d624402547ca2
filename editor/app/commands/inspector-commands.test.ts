import { expect, test } from "vitest";
import { Editor } from "../../document/editor.ts";
import { problemsOf } from "../../document/problems.ts";
import { LiveFigures } from "../../figures/live-figures.ts";
import { inspectorCommands } from "./inspector-commands.ts";

test("next and previous problem go round, select the node and ask for its field", async () => {
  const editor = new Editor(new LiveFigures());
  editor.openNew({
    format: "patchbay.flow/1",
    id: "f",
    name: "F",
    nodes: [
      { id: "tone", type: "test-tone", config: { levelDb: 5 } },
      { id: "vad", type: "vad" },
    ],
    edges: [],
  });
  const [next, previous] = inspectorCommands;
  const go = async (command: typeof next) => {
    await command?.run(editor);
    return [editor.selection.nodes[0], editor.view.getState().focusField?.field];
  };
  expect(editor.flow && problemsOf(editor.flow)).toHaveLength(2);
  expect(await go(next)).toEqual(["tone", "levelDb"]);
  expect(await go(next)).toEqual(["vad", "audio"]);
  expect(await go(next)).toEqual(["tone", "levelDb"]);
  expect(await go(previous)).toEqual(["vad", "audio"]);
});

test("without problems there is nothing to go to", () => {
  expect(inspectorCommands.map(({ isEnabled }) => isEnabled?.(new Editor(new LiveFigures())))).toEqual([
    false,
    false,
  ]);
});
