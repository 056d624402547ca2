import { expect, test } from "vitest";
import { languageIn, languageOffers } from "./language-offers.ts";

test("languages are named in the reader's language, those that ship first, each once", () => {
  const offers = languageOffers("de");
  expect(offers.slice(0, 4).map(({ value }) => value)).toEqual(["en", "es", "fr", "de"]);
  expect(offers[3]?.label).toBe("Deutsch");
  expect(new Set(offers.map(({ value }) => value)).size).toBe(offers.length);
  expect(offers.every(({ value, label }) => label.toLowerCase() !== value)).toBe(true);
});

test("a code that is no language stays as it is", () => {
  expect(languageIn("not a code", "en")).toBe("not a code");
});
