import { expect, test } from "vitest";
import { fillText } from "./fill.ts";
import { firstLanguage } from "./language.ts";

const table = { plain: "{name} of {other}", "tab.one": "{count} tab", "tab.other": "{count} tabs" };

test("a gap takes its value, and stays where there is none", () => {
  expect(fillText(table, "en", "plain", { name: "a", pid: 1 })).toBe("a of {other}");
});

test("a count chooses the plural's form and is written in the language's way", () => {
  const tabs = (language: "en" | "de" | "fr", count: number) => fillText(table, language, "tab", { count });
  expect([0, 1, 12_345].map((count) => tabs("en", count))).toEqual(["0 tabs", "1 tab", "12,345 tabs"]);
  expect(tabs("de", 12_345)).toBe("12.345 tabs");
  expect(tabs("fr", 0)).toBe("0 tab"); // nothing is singular in French
  expect(tabs("fr", 1_000_000)).toMatch(/tabs$/); // a form that the table does not have
});

test("the reader's choice comes before the browser's languages, and English comes last", () => {
  expect(firstLanguage("fr", ["de-AT"])).toBe("fr");
  expect(firstLanguage(undefined, ["nl", "de-AT", "en"])).toBe("de");
  expect(firstLanguage("xx", ["nl", "constructor"])).toBe("en");
});
