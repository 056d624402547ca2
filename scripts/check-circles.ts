import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** Files that a file imports, by path; both from the root of the tree. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** `from "…"` of imports and exports, `import "…"` and `import("…")`: types count, for they tie files as well. */
const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*)"([.#][^"]+\.tsx?)"/g;

/** Every module of the tree that git knows, with what it imports of the tree. */
export function readImports(root: string): ImportGraph {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx"], {
    cwd: root,
    encoding: "utf8",
  });
  const files = listed.split("\n").filter((file) => file !== "");
  return new Map(files.map((file) => [file, importsOf(root, file)]));
}

function importsOf(root: string, file: string): string[] {
  const text = readIfThere(join(root, file));
  return [...text.matchAll(specifiers)].map(([, specifier = ""]) =>
    specifier.startsWith("#") ? specifier.slice(1) : posix.join(dirname(file), specifier),
  );
}

/** Empty for a file that git still lists and that is gone. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Files that import each other round in a circle, each set once, in alphabetical order (Tarjan, 1972). */
export function circlesOf(graph: ImportGraph): string[][] {
  const index = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const mine = index.size;
    index.set(file, mine);
    let lowest = mine;
    stack.push(file);
    onStack.add(file);
    for (const next of graph.get(file) ?? []) {
      if (!graph.has(next)) continue;
      if (!index.has(next)) lowest = Math.min(lowest, visit(next));
      else if (onStack.has(next)) lowest = Math.min(lowest, index.get(next) ?? lowest);
    }
    if (lowest !== mine) return lowest;
    const circle = stack.splice(stack.indexOf(file));
    for (const each of circle) onStack.delete(each);
    if (circle.length > 1 || graph.get(file)?.includes(file)) circles.push(circle.toSorted());
    return lowest;
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}
