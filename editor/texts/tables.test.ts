import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { editorTexts } from "./editor-texts.ts";
import type { TextLanguage } from "./language.ts";
import { liveTexts } from "./live-texts.ts";
import { opsTexts } from "./ops-texts.ts";
import type { PageLanguages } from "./page-texts.ts";
import { watchTexts } from "./watch-texts.ts";

const pages = { app: editorTexts, live: liveTexts, ops: opsTexts, watch: watchTexts };
const others = ["es", "de", "fr"] as const satisfies readonly TextLanguage[];
const cases = Object.entries(pages).flatMap(([page, texts]) => others.map((to) => ({ page, texts, to })));

/** The gaps of a text, in order of the alphabet. */
function gaps(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(String).sort();
}

test.each(cases)("$page has in $to what it has in English, with the same gaps", async ({ texts, to }) => {
  const { table } = await texts.load[to]();
  expect(Object.keys(table).sort()).toEqual(Object.keys(texts.en.table).sort());
  for (const [key, english] of Object.entries(texts.en.table)) {
    expect(table[key], key).toMatch(/\S/);
    expect(gaps(table[key] ?? ""), key).toEqual(gaps(english));
  }
});

/** Every module that a page loads, its lazy ones included; types are not loaded. */
function modulesOf(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const source = readFileSync(path, "utf8").replace(/^import type [^;]*;$/gm, "");
  for (const [, from] of source.matchAll(/(?:from|import\(|import) ?"(\.[^"]+\.tsx?)"/g))
    modulesOf(join(dirname(path), String(from)), seen);
  return seen;
}

/** The keys that a module names: whole, or by a beginning that the code goes on from. */
function namedIn(path: string, keys: readonly string[]): string[] {
  const source = readFileSync(path, "utf8");
  const whole = [...source.matchAll(/["`]((?:\w+\.)+[\w.-]+)["`]/g)].map(([, key]) => key);
  const begun = [...source.matchAll(/`((?:\w+\.)+)\$\{/g)].map(([, start = ""]) => start);
  return keys.filter((key) => whole.includes(key) || begun.some((start) => key.startsWith(start)));
}

test.each(Object.entries(pages))("%s has every text that its modules name", (page, texts: PageLanguages) => {
  const known = new Set(Object.keys(texts.en.table));
  const all = [...new Set(Object.values(pages).flatMap(({ en }) => Object.keys(en.table)))];
  const main = join(import.meta.dirname, "..", page, "main.tsx");
  const paths = [...modulesOf(main)].filter((each) => !each.startsWith(import.meta.dirname));
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths)
    expect(
      namedIn(path, all).filter((key) => !known.has(key)),
      path,
    ).toEqual([]);
});

test("no area of the texts is left out of every page", () => {
  const areas = readdirSync(join(import.meta.dirname, "en")).filter((name) => !name.startsWith("page-"));
  const used = new Set(
    Object.values(pages).flatMap(({ en }) => Object.keys(en.table).map((key) => key.split(".")[0])),
  );
  expect(areas.map((name) => name.replace(".ts", "")).filter((area) => !used.has(area))).toEqual([]);
});
