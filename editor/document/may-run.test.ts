import { expect, test } from "vitest";
import { type FocusKind, mayRun } from "./may-run.ts";

/** `^k` is Ctrl+K. */
function runs(focus: FocusKind, pressed: string): boolean {
  const ctrlKey = pressed.startsWith("^");
  return mayRun({ key: ctrlKey ? pressed.slice(1) : pressed, ctrlKey, metaKey: false }, focus);
}

test.each(["a", "?", "Delete", "Enter", "^z", "^Z", "^c", "^a", "^ArrowLeft", "^Backspace"])(
  "%s belongs to the field that is typed in",
  (pressed) => {
    expect(runs("field", pressed)).toBe(false);
    expect(runs("page", pressed)).toBe(true);
  },
);

test.each(["^k", "^b", "^s", "^Enter", "F1"])("%s runs its command from a field too", (pressed) => {
  expect(runs("field", pressed)).toBe(true);
});

test("a button keeps Enter and the space bar", () => {
  expect(runs("button", "Enter")).toBe(false);
  expect(runs("button", " ")).toBe(false);
  expect(runs("button", "/")).toBe(true);
  expect(runs("button", "^Enter")).toBe(true);
});

test("a menu keeps everything", () => {
  expect(runs("menu", "^k")).toBe(false);
});
