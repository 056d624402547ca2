/** A stretch of text in one look. */
export interface Span {
  readonly look: "plain" | "code" | "bold";
  readonly text: string;
}

/** A paragraph, or a list. */
export type Block =
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly isNumbered: boolean; readonly items: readonly (readonly Span[])[] };

const marked = /`([^`]+)`|\*\*([^\s*][^*]*)\*\*/g;
const bullet = /^\s*(?:[-*]|(\d+)[.)])\s+/;

/**
 * The Markdown that node types use in their docs: paragraphs, lists, `code`, **bold**. Everything else, HTML and links
 * among it, is text as it stands: the answer is data, so whoever shows it has nothing to escape.
 */
export function parseMarkdown(markdown: string): Block[] {
  return markdown
    .split(/\n[ \t]*\n/)
    .flatMap((chunk) => parseChunk(chunk.split("\n").filter((line) => line.trim() !== "")));
}

/** Lines up to the first bullet are a paragraph; a line after a bullet goes on with its item. */
function parseChunk(lines: readonly string[]): Block[] {
  const first = lines.findIndex((line) => bullet.test(line));
  const before = first === -1 ? lines : lines.slice(0, first);
  const blocks: Block[] = [];
  if (before.length > 0) blocks.push({ kind: "paragraph", spans: parseSpans(joined(before)) });
  if (first === -1) return blocks;
  const items: string[][] = [];
  for (const line of lines.slice(first)) {
    if (bullet.test(line)) items.push([line.replace(bullet, "")]);
    else items.at(-1)?.push(line);
  }
  const isNumbered = bullet.exec(lines[first] ?? "")?.[1] !== undefined;
  blocks.push({ kind: "list", isNumbered, items: items.map((item) => parseSpans(joined(item))) });
  return blocks;
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(" ");
}

function parseSpans(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  const plain = (end: number) => {
    if (end > at) spans.push({ look: "plain", text: text.slice(at, end) });
  };
  for (const match of text.matchAll(marked)) {
    plain(match.index);
    const [whole, code, bold = ""] = match;
    spans.push(code === undefined ? { look: "bold", text: bold } : { look: "code", text: code });
    at = match.index + whole.length;
  }
  plain(text.length);
  return spans;
}
