import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const declaration =
  /^export (?:async )?(?:abstract )?(?<kind>function|class|interface|const|type)\*? (?<name>\w+)/;

/**
 * Exports without a doc comment directly above, as `file:line: name …`. Functions, classes, interfaces and
 * constants need one always, type aliases when they take more than one line. Exempt is what every node has:
 * its `definition`, its runtime `…Node`, its `task`; and the tables of texts. Reads line by line, TypeScript 7 having no compiler API.
 * @param root folder of the project.
 * @param folders source folders below it.
 */
export function undocumentedExports(root: string, folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes("node_modules"))
      .map((file) => join(folder, file)),
  );
  return files.sort().flatMap((file) => {
    const missing = undocumentedIn(readFileSync(join(root, file), "utf8"), file);
    return missing.map(({ line, name }) => `${file}:${line}: ${name} is exported without a doc comment`);
  });
}

/** The same for the text of one file, whose path tells what is exempt. */
export function undocumentedIn(source: string, file: string): { line: number; name: string }[] {
  const lines = source.split("\n");
  const seen = new Set<string>(); // of an overloaded function the first line alone needs a comment
  return lines.flatMap((text, at) => {
    const { kind = "", name = "" } = declaration.exec(text)?.groups ?? {};
    if (name === "" || seen.has(name)) return [];
    seen.add(name);
    const isPart = kind === "const" && (isNodePart(name, file) || file.startsWith("editor/texts/"));
    const isExempt = (kind === "type" && text.endsWith(";")) || isPart;
    return isExempt || endsDocComment(lines, at - 1) ? [] : [{ line: at + 1, name }];
  });
}

function isNodePart(name: string, file: string): boolean {
  if (!file.startsWith("nodes/")) return false;
  if (file.endsWith("/definition.ts")) return name === "definition";
  if (file.endsWith("/runtime.ts")) return name.endsWith("Node");
  return file.endsWith("/task.ts") && name === "task";
}

/** Whether a comment that begins with two stars ends in line `at`. */
function endsDocComment(lines: readonly string[], at: number): boolean {
  if (!lines[at]?.trimEnd().endsWith("*/")) return false;
  for (let line = at; line >= 0; line--) {
    const text = lines[line]?.trimStart() ?? "";
    if (text.startsWith("/*")) return text.startsWith("/**");
  }
  return false;
}
