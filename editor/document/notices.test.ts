import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveFigures } from "../figures/live-figures.ts";
import { Editor } from "./editor.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const texts = (editor: Editor) => editor.view.getState().notices.map(({ text }) => text);

test("a notice about a thing takes the place of the one before about it, and goes when it is withdrawn", () => {
  const editor = new Editor(new LiveFigures());
  editor.notify("info", "other");
  editor.notify("warn", "first", "deploy");
  editor.notify("warn", "second", "deploy");
  expect(texts(editor)).toEqual(["other", "second"]);
  editor.withdraw("deploy");
  expect(texts(editor)).toEqual(["other"]);
});

test("a warning goes by itself after a while, an error stays until it is closed", () => {
  const editor = new Editor(new LiveFigures());
  editor.notify("warn", "warning");
  editor.notify("danger", "error");
  vi.advanceTimersByTime(11_000);
  expect(texts(editor)).toEqual(["warning", "error"]);
  vi.advanceTimersByTime(2_000);
  expect(texts(editor)).toEqual(["error"]);
});
