import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ESTree, parseSync } from "vite";
import { expect, test } from "vitest";

type Node = ESTree.Node;

const editor = join(import.meta.dirname, "..");
const modules = globSync("**/*.{ts,tsx}", { cwd: editor }).filter(
  (path) => !/^(dist|texts)\/|\.test\.ts$|testing\.ts$|\.config\.ts$/.test(path),
);
/** Attributes and properties whose words a reader sees or hears. */
const spoken =
  /^(title|alt|placeholder|label|hint|detail|empty|summary|aria-(label|description|valuetext))$|Label$/;
/** Names that are the same in every language, keys of the texts, and code. */
const noWords = /^(Patchbay|SRT|WebVTT|JSONL|TXT|JSON|SVG|PNG|[\w-]+(\.[\w-]*)+|[[{].*)$/;
const word = /\p{L}{2,}/u;
const sentence = /^\p{Lu}\p{Ll}*[ ,’'].*[.…?]$/u;

/** Strings that an expression may come to, by itself: what is handed to a function is that function's. */
function stringsIn(node: Node | null | undefined): readonly string[] {
  if (node == null) return [];
  if (node.type === "Literal") return typeof node.value === "string" ? [node.value] : [];
  if (node.type === "TemplateLiteral") return node.quasis.map(({ value }) => value.cooked ?? "");
  if (node.type === "ConditionalExpression")
    return [...stringsIn(node.consequent), ...stringsIn(node.alternate)];
  if (node.type === "LogicalExpression") return [...stringsIn(node.left), ...stringsIn(node.right)];
  if (node.type === "JSXExpressionContainer") return stringsIn(node.expression);
  return [];
}

/** What a node says to a reader in words of its own. */
function literalsOf(node: Node, parent: Node | undefined): readonly string[] {
  if (node.type === "JSXText") return [node.value.trim()];
  if (node.type === "JSXExpressionContainer" && parent?.type !== "JSXAttribute") return stringsIn(node);
  if (node.type === "JSXAttribute" && node.name.type === "JSXIdentifier")
    return spoken.test(node.name.name) ? stringsIn(node.value) : [];
  if (node.type === "Property" && node.key.type === "Identifier" && spoken.test(node.key.name))
    return stringsIn(node.value);
  const isThrown = parent?.type === "NewExpression";
  if ((node.type === "Literal" || node.type === "TemplateLiteral") && !isThrown)
    return stringsIn(node).filter((each) => sentence.test(each.trim()));
  return [];
}

function walk(node: unknown, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  if (Array.isArray(node)) for (const each of node) walk(each, visit, parent);
  else if (typeof node === "object" && node !== null && "type" in node) {
    visit(node as Node, parent);
    for (const each of Object.values(node)) walk(each, visit, node as Node);
  }
}

/** The words of a module that do not go through the texts. */
function literalsIn(path: string, source: string): string[] {
  const found: string[] = [];
  walk(parseSync(path, source).program, (node, parent) => {
    found.push(...literalsOf(node, parent).filter((each) => word.test(each) && !noWords.test(each.trim())));
  });
  return [...new Set(found)];
}

test("words in JSX, in spoken attributes and sentences anywhere are found; keys, classes and errors are not", () => {
  const source = `
    const a = <p className="some class" title={isOn ? "Turn off" : t("key")}>Hello <b>{x ? "there" : null}</b> · {n}</p>;
    const b = <Row label={\`Queue of \${c}\`} name="threshold" src="/ui/mark.svg" alt="Patchbay" />;
    const c = "The server is gone.";
    const d = { title: "Events", label: "inspector.name" };
    throw new Error("Never shown to anybody.");
  `;
  expect(literalsIn("a.tsx", source)).toEqual([
    "Turn off",
    "Hello",
    "there",
    "Queue of ",
    "The server is gone.",
    "Events",
  ]);
});

test.each(modules)("%s has no words of its own", (path) => {
  expect(literalsIn(path, readFileSync(join(editor, path), "utf8"))).toEqual([]);
});
