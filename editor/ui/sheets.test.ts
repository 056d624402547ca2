import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
/** Sheets without a component: the order of layers, what every page has, and looks that several components share. */
const shared = ["layers", "tokens", "base", "field", "menu-box"].map((name) => `ui/${name}.css`);
const sheets = globSync("**/*.css", { cwd: root, exclude: ["dist/**"] })
  .map((path) => [path, readFileSync(join(root, path), "utf8").replace(/\/\*.*?\*\//gs, "")] as const)
  .filter(([, css]) => !/^@import "[^"]*" layer\(libraries\);\s*$/.test(css));

/** Selectors of all rules, each of a list on its own. */
function selectorsOf(css: string): string[] {
  return [...css.matchAll(/([^{};]+)\{/g)]
    .map(([, prelude = ""]) => prelude.trim())
    .filter((prelude) => !/^(@|from$|to$|\d+%)/.test(prelude))
    .flatMap((prelude) => prelude.split(/,(?![^(]*\))/));
}

/**
 * What a class of a sheet may start with: the component's name, without `-dialog`, `-panel` and `-page`, with the room in
 * front, or as one of many. React Flow names what it draws itself.
 */
function startsOf(path: string): string[] {
  const name = basename(path, ".css");
  const room = basename(dirname(path));
  const short = name.replace(/-(dialog|panel|page)$/, "");
  const starts = [name, short, `${room}-${name}`, `${room}-${short}`];
  return [...starts, ...starts.map((start) => start.replace(/(es|s)$/, "")), "react-flow"];
}

test.each(sheets.map(([path]) => path))("%s lies beside the component of its name", (path) => {
  const stem = join(root, path.replace(/\.css$/, ""));
  expect(shared.includes(path) || existsSync(`${stem}.tsx`) || existsSync(`${stem}.ts`)).toBe(true);
});

test.each(sheets.filter(([path]) => path !== "ui/base.css"))("what %s styles has its name", (path, css) => {
  const starts = startsOf(path);
  const isOwn = (name: string) =>
    starts.some((start) => name === start || name.startsWith(`${start}-`) || name.startsWith(`${start}__`));
  const others = selectorsOf(css).filter((selector) => {
    const classes = [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = ""]) => name);
    return classes.length > 0 && !classes.some(isOwn);
  });
  expect(others).toEqual([]);
});
