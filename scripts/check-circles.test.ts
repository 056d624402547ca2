import { join } from "node:path";
import { expect, test } from "vitest";
import { circlesOf, readImports } from "./check-circles.ts";

const graph = (imports: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(imports));

test("files that import each other round are a circle, whichever is read first", () => {
  expect(circlesOf(graph({ a: ["b"], b: ["c"], c: ["a"], d: ["a"] }))).toEqual([["a", "b", "c"]]);
  expect(circlesOf(graph({ d: ["a"], c: ["a"], b: ["c"], a: ["b"] }))).toEqual([["a", "b", "c"]]);
});

test("two circles that share a file are one, two that only see each other are two", () => {
  expect(circlesOf(graph({ a: ["b", "c"], b: ["a"], c: ["a"] }))).toEqual([["a", "b", "c"]]);
  expect(circlesOf(graph({ a: ["b"], b: ["a", "c"], c: ["d"], d: ["c"] }))).toEqual([
    ["c", "d"],
    ["a", "b"],
  ]);
});

test("a fork that joins again is no circle; a file that imports itself is one", () => {
  expect(circlesOf(graph({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }))).toEqual([]);
  expect(circlesOf(graph({ a: ["a"] }))).toEqual([["a"]]);
});

test("no module of the tree imports itself by way of others, types counted", () => {
  const imports = readImports(join(import.meta.dirname, ".."));
  expect(imports.size).toBeGreaterThan(500);
  expect(circlesOf(imports)).toEqual([]);
});
