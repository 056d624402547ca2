import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { anchorOf, deadLinks, linksIn } from "./links.ts";

const root = mkdtempSync(join(tmpdir(), "patchbay-links-"));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, "docs"));
writeFileSync(join(root, "docs", "other.md"), "# Two words, `code`\n");
const dead = (text: string) => {
  writeFileSync(join(root, "page.md"), text);
  return deadLinks(root, ["page.md"]);
};

test("a link to a file or heading that is not there is named with its line", () => {
  expect(dead("# Here\n\n[a](docs/none.ts) and [b](docs/other.md#none)\n[c](#nowhere)")).toEqual([
    "page.md:3: docs/none.ts is not there",
    "page.md:3: docs/other.md#none has no such heading",
    "page.md:4: #nowhere has no such heading",
  ]);
});

test("links that lead to something, and those to other places, are fine", () => {
  expect(
    dead("# Here\n[a](docs) [b](docs/other.md#two-words-code) [c](#here) [d](https://example.org/x)"),
  ).toEqual([]);
});

test("what stands in code is no link, a link whose words are code is one", () => {
  expect(linksIn("`[a](b)`\n```ts\n[a](b)\n```\n[`code`](c.ts)")).toEqual([{ line: 5, target: "c.ts" }]);
});

test("an anchor has small letters, dashes for spaces and no punctuation", () => {
  expect(anchorOf("From a document to sound: how?")).toBe("from-a-document-to-sound-how");
});
