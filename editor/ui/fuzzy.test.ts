import { expect, test } from "vitest";
import { fuzzyScore, fuzzySearch } from "./fuzzy.ts";

const titles = ["Transcribe", "Translate", "Test tone", "Voice activity", "WebSocket output"];
const found = (query: string) => fuzzySearch(query, titles, (title) => [title]);

test("without a search everything stays in its order", () => {
  expect(found("  ")).toEqual(titles);
});

test.each([
  ["trans", ["Transcribe", "Translate"]],
  ["activity", ["Voice activity"]],
  ["socket", ["WebSocket output"]],
  ["out web", ["WebSocket output"]],
])("%s is found at the beginning and inside of words, in any order of words", (query, expected) => {
  expect(found(query)).toEqual(expected);
});

test.each([
  ["transcirbe", "Transcribe"],
  ["tarnslate", "Translate"],
  ["trasnl", "Translate"],
  ["activty", "Voice activity"],
  ["voicee", "Voice activity"],
])("%s is forgiven: %s", (query, expected) => {
  expect(found(query)[0]).toBe(expected);
});

test.each(["xyz", "txt", "voice tone", "transport"])("%s finds nothing", (query) => {
  expect(found(query)).toEqual([]);
});

test("case and accents do not matter", () => {
  expect(fuzzyScore("SORTIE reseau", ["Sortie réseau"])).toBe(1);
});

test("an earlier field counts more than a later one, a whole word more than a slip", () => {
  expect(fuzzyScore("audio", ["Audio socket", ""])).toBeGreaterThan(
    fuzzyScore("audio", ["Resample", "Audio"]),
  );
  expect(fuzzyScore("tone", ["Tone"])).toBeGreaterThan(fuzzyScore("tine", ["Tone"]));
});
