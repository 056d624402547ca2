import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { catalogue } from "../document/catalogue.ts";
import { parseMarkdown } from "./markdown.ts";
import { MarkdownView } from "./markdown-view.tsx";

const html = (text: string) => renderToStaticMarkup(createElement(MarkdownView, { text }));

test("paragraphs, lists, code and bold", () => {
  expect(html("One `a` and **b**.\ngoes on\n\nTwo:\n- x\n  more\n- y\n\n1. first\n2. second")).toBe(
    '<div class="markdown-view"><p>One <code>a</code> and <strong>b</strong>. goes on</p><p>Two:</p>' +
      "<ul><li>x more</li><li>y</li></ul><ol><li>first</li><li>second</li></ol></div>",
  );
});

test.each([
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "`<b onmouseover=alert(1)>`",
  "**<iframe src=javascript:alert(1)>**",
  "- <svg/onload=alert(1)>",
  "[click](javascript:alert(1))",
  '"><style>*{display:none}</style>',
  "&lt;script&gt;",
])("%s stays text", (hostile) => {
  const tags = [...html(hostile).matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag);
  expect(tags.every((tag) => ["div", "p", "ul", "li", "code", "strong"].includes(tag ?? ""))).toBe(true);
  expect(html(hostile)).not.toMatch(/<[a-z]+ (?!class="markdown-view")/);
});

test("marks without an end are text, and nothing of a text is lost", () => {
  expect(html("a ** b `c` **d* e")).toBe(
    '<div class="markdown-view"><p>a ** b <code>c</code> **d* e</p></div>',
  );
  expect(html("one ` alone")).toBe('<div class="markdown-view"><p>one ` alone</p></div>');
  expect(html("")).toBe('<div class="markdown-view"></div>');
});

test("long hostile texts are read in one go", () => {
  for (const part of ["`", "*", "**a", "`a**", "- ", "\n", "1. "]) {
    expect(parseMarkdown(part.repeat(50_000))).toBeInstanceOf(Array);
  }
});

test("the docs of every node type leave no mark unread", () => {
  for (const { type, docs } of catalogue.values()) expect(html(docs), type).not.toMatch(/`|\*\*/);
});
