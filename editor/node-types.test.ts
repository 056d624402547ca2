import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "./document/catalogue.ts";

/** Names of node types that mean something else where they stand. */
const otherMeanings: Readonly<Record<string, readonly string[]>> = {
  "app/dock-panels.tsx": ["debug"], // a panel of the dock
  "document/catalogue.ts": ["debug"], // a section of the palette
  "inspector/controls/switch.tsx": ["switch"], // a role of ARIA
};
const sources = globSync("**/*.{ts,tsx}", {
  cwd: import.meta.dirname,
  exclude: ["dist/**", "texts/**"],
}).filter((path) => !/testing\.ts$|\.test\.tsx?$/.test(path));

test("the editor names no node type: what it has to know of one is said in the definition", () => {
  expect(sources.length).toBeGreaterThan(200);
  const named = sources.flatMap((path) => {
    const text = readFileSync(join(import.meta.dirname, path), "utf8");
    const literals = [...text.matchAll(/["'`]([a-z][a-z0-9-]*)["'`]/g)].map(([, literal = ""]) => literal);
    const types = literals.filter((word) => catalogue.has(word) && !otherMeanings[path]?.includes(word));
    return types.map((type) => `${path}: ${type}`);
  });
  expect(named).toEqual([]);
});
