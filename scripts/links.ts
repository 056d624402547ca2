import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/**
 * Links of Markdown files that lead nowhere, as `file:line: …`: to a file that is not there, or to a heading that the file
 * does not have. Links to other places than the project's own files are not followed.
 * @param root folder of the project
 * @param files Markdown files below it
 */
export function deadLinks(root: string, files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return linksIn(text).flatMap(({ line, target }) => {
      const reason = whyDead(root, file, target);
      return reason === undefined ? [] : [`${file}:${line}: ${target} ${reason}`];
    });
  });
}

/** The links of a Markdown text with their lines, those in code aside. */
export function linksIn(text: string): { line: number; target: string }[] {
  let isCode = false;
  return text.split("\n").flatMap((row, at) => {
    if (row.startsWith("```")) isCode = !isCode;
    if (isCode) return [];
    const prose = row.replace(/`[^`]*`(?!\])/g, "");
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ line: at + 1, target }));
  });
}

/** The anchor that a heading has on the usual code hosts: small letters, no punctuation, dashes for spaces. */
export function anchorOf(heading: string): string {
  const plain = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "");
  return plain.trim().replace(/\s/g, "-");
}

function whyDead(root: string, file: string, target: string): string | undefined {
  if (/^[a-z]+:/i.test(target)) return undefined;
  const [path = "", anchor] = target.split("#", 2);
  const linked = path === "" ? file : normalize(join(dirname(file), path));
  if (!existsSync(join(root, linked))) return "is not there";
  if (anchor === undefined || !linked.endsWith(".md")) return undefined;
  return anchorsOf(readFileSync(join(root, linked), "utf8")).includes(anchor)
    ? undefined
    : "has no such heading";
}

function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}
