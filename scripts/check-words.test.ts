import { join } from "node:path";
import { expect, test } from "vitest";
import { badNames, badNamesIn } from "./check-words.ts";

test("no name is made of a word that the field has a term for", () => {
  expect(badNames(join(import.meta.dirname, ".."))).toEqual([]);
});

test.each([
  ["server/a.ts", "const hearSaved = 1;"],
  ["server/a.ts", "let isHeard;"],
  ["editor/a.tsx", "this.#tell(x);"],
  ["editor/a.tsx", "const TOLD_AT = 1;"],
  ["engine/a.ts", "class DraftKeeper {}"],
  ["engine/a.ts", "readonly isDraft: boolean;"],
  ["engine/a.ts", "interface SwapHost {}"],
  ["nodes/a.ts", "keptMs"],
  ["nodes/a.ts", "deviceWish"],
])("%s: %s is refused", (file, source) => {
  expect(badNamesIn(source, file)).not.toEqual([]);
});

test.each([
  ["server/a.ts", 'verdict === "heard" || report.kept > 0 // what was told'],
  ["server/a.ts", "heard: 3, kept: []"],
  ["server/a.ts", "const { host } = config; draft.id; hostAllowed(host);"],
  ["engine/a.ts", "/** Tell it. */ const keepAlive = intellect;"],
])("%s: %s is fine", (file, source) => {
  expect(badNamesIn(source, file)).toEqual([]);
});
