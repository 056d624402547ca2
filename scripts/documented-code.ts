import { readFileSync } from "node:fs";

/**
 * The TypeScript of a Markdown page, block by block.
 * @returns pairs of the path that a block's first line names (`// nodes/…`), or "", and its code
 */
export function documentedCode(path: string): (readonly [file: string, code: string])[] {
  const blocks = readFileSync(path, "utf8").matchAll(/```ts\n([\s\S]*?)```/g);
  return [...blocks].map(([, code = ""]) => [/^\/\/ (\S+)\n/.exec(code)?.[1] ?? "", code] as const);
}
