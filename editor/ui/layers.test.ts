import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { breakpoints } from "./page-width.ts";

const root = join(import.meta.dirname, "..");
const sheets = globSync("**/*.css", { cwd: root, exclude: ["dist/**"] })
  .filter((path) => path !== "ui/layers.css")
  .map((path) => [path, readFileSync(join(root, path), "utf8").replace(/\/\*.*?\*\//gs, "")] as const);

/** Where a style sheet belongs, by its folder. */
function layerOf(path: string): string {
  if (path === "ui/tokens.css" || path === "ui/base.css") return path.slice("ui/".length, -".css".length);
  if (path.startsWith("ui/")) return "ui";
  return /^(app|live|watch|ops)\//.test(path) ? "pages" : "rooms";
}

test("the order of layers is declared once, and all are used", () => {
  const declared = /@layer ([^;{]+);/.exec(readFileSync(join(root, "ui/layers.css"), "utf8"))?.[1];
  const used = new Set(["libraries", ...sheets.map(([path]) => layerOf(path))]);
  expect(new Set(declared?.split(", "))).toEqual(used);
  for (const [path, css] of sheets) expect(css, path).not.toMatch(/@layer [^{]+;/);
});

test.each(sheets)(
  "every rule of %s lies in the layer of its folder; libraries are imported into theirs",
  (path, css) => {
    const rules = css.replace(/@import [^;]+;/g, (line) => {
      expect(line).toMatch(/^@import "(\.\/tokens\.css"|[^"]+" layer\(libraries\));$/);
      return "";
    });
    if (rules.trim() === "") return;
    expect(rules.trim().startsWith(`@layer ${layerOf(path)} {`)).toBe(true);
    expect(rules.trimEnd().endsWith("\n}")).toBe(true);
    // Every line within is indented: nothing follows the layer's end.
    const outside = rules
      .trim()
      .split("\n")
      .filter((line) => /^\S/.test(line));
    expect(outside).toEqual([`@layer ${layerOf(path)} {`, "}"]);
  },
);

test.each(sheets)("%s asks for the three widths only, in one form and one unit", (_path, css) => {
  const widths = [...css.matchAll(/@media[^{]*width[^{]*/g)].map(([query]) => query.trim());
  const allowed = Object.values(breakpoints).map((width) => `@media (width < ${width})`);
  expect(widths.filter((query) => !allowed.includes(query))).toEqual([]);
});
