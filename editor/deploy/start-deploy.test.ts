import { expect, test } from "vitest";
import { Editor } from "../document/editor.ts";
import { flowOf } from "../document/testing.ts";
import { LiveFigures } from "../figures/live-figures.ts";
import { startDeploy } from "./start-deploy.ts";

test("a deploy of a flow with problems shows them, goes to the first and says how many there are, once", () => {
  const editor = new Editor(new LiveFigures());
  editor.openNew(flowOf(["mic mic-input", "vad vad 240 0"]));
  const { tab } = editor;
  if (tab === undefined) throw new Error("no flow is open");
  startDeploy(editor, tab);
  startDeploy(editor, tab);
  const { dock, dialog, selection, notices } = editor.view.getState();
  expect([dock, dialog, selection.nodes]).toEqual(["problems", undefined, ["vad"]]);
  expect(notices.map(({ text }) => text)).toEqual(["1 problem to fix before deploying."]);
});
