import { expect, test } from "vitest";
import { formatMediaTime } from "../ui/format.ts";
import { toPlainText } from "./plain-text.ts";
import { cellsOf, speakerColour } from "./rows.ts";
import type { Segment } from "./transcript.ts";

const segment: Segment = {
  segmentId: 1,
  language: "en",
  text: "Yes.",
  isFinal: true,
  startMs: 62_400,
  endMs: 63_000,
  speaker: 2,
  translations: [{ language: "es", text: "Sí.", isFinal: true }],
};
const kinds = (languages: string[], isOriginalShown: boolean, isOpen = true) =>
  cellsOf(segment, { languages, isOriginalShown }, isOpen).map((cell) =>
    cell.kind === "text" ? cell.text : cell.kind,
  );

test("each column has its cell, also where a translation is still to come", () => {
  expect(kinds(["fr", "es"], true)).toEqual(["Yes.", "waiting", "Sí."]);
});

test("nothing is awaited once translations cannot come any more", () => {
  expect(kinds(["fr"], true, false)).toEqual(["Yes.", "none"]);
});

test("what was said in the reader's language is its own translation, and is not shown twice", () => {
  expect(kinds(["en"], false)).toEqual(["Yes."]);
  expect(kinds(["en", "es"], true)).toEqual(["Yes.", "none", "Sí."]);
});

test("six speakers have six colours, the seventh begins again, an unknown one has none", () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(speakerColour)).toEqual([1, 2, 3, 4, 5, 6, 1]);
  expect(speakerColour(undefined)).toBe(0);
});

test("plain text has times, given names and translations, and no partials", () => {
  const partial = { ...segment, isFinal: false, text: "Ye" };
  expect(toPlainText([segment, partial], { 2: "Anna" })).toBe("[1:02] Anna: Yes.\n  es: Sí.");
  expect(toPlainText([segment], {})).toContain("Speaker 2: Yes.");
});

test("times have hours from an hour on", () => {
  expect([0, 59_999, 60_000, 3_723_000].map(formatMediaTime)).toEqual(["0:00", "0:59", "1:00", "1:02:03"]);
});
