import { expect, test } from "vitest";
import { text } from "../texts/texts.ts";
import { keyCaps } from "./key-names.ts";

test.each([
  ["$mod+Shift+z", ["Ctrl", "Shift", "Z"], ["⇧", "⌘", "Z"]],
  ["$mod+Alt+KeyB", ["Ctrl", "Alt", "B"], ["⌥", "⌘", "B"]],
  ["Alt+Digit1", ["Alt", "1"], ["⌥", "1"]],
  ["Delete", ["Del"], ["⌦"]],
  ["Shift+ArrowLeft", ["Shift", "←"], ["⇧", "←"]],
  ["F1", ["F1"], ["F1"]],
  ["Alt+PageDown", ["Alt", "PgDn"], ["⌥", "PgDn"]],
  ["$mod+Equal", ["Ctrl", "="], ["⌘", "="]],
])("%s is written as the platform writes it", (binding, elsewhere, onMac) => {
  expect(keyCaps(binding, text, false)).toEqual(elsewhere);
  expect(keyCaps(binding, text, true)).toEqual(onMac);
});

test("a sign that takes Shift on some keyboards is shown without it", () => {
  expect(keyCaps("Shift+?", text, false)).toEqual(["?"]);
});
