import { FlowError } from "../errors.ts";

/** What an importer takes at most, so that a hostile file cannot fill the memory or the stack. */
export const importLimits = {
  /** Characters of a file's text. */
  textCharacters: 50_000_000,
  /** Entries of a Node-RED file, or nodes of all Patchbay flows of a file. */
  entries: 100_000,
  /** Flows that a file becomes. */
  flows: 1000,
  /** Lists and objects inside each other. */
  depth: 100,
  /** Steps over wires and members while junctions, links and groups inside groups are resolved. */
  steps: 500_000,
} as const;

/** @throws {FlowError} `import.too-large` where a file has more of something than it may */
export function checkLimit(limit: keyof typeof importLimits, count: number, what: string): void {
  const most = importLimits[limit];
  if (count <= most) return;
  throw new FlowError("import.too-large", {
    message: `The file has more than ${most.toLocaleString("en")} ${what}.`,
  });
}

/** @throws {FlowError} `import.too-large` where values lie too deep inside each other, or in a circle */
export function checkDepth(document: unknown): void {
  const waiting: [value: unknown, depth: number][] = [[document, 1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, depth] = next;
    if (typeof value !== "object" || value === null) continue;
    checkLimit("depth", depth, "lists and objects inside each other");
    for (const inner of Object.values(value)) waiting.push([inner, depth + 1]);
  }
}
