import { expect, test } from "vitest";
import { catalogue, categories } from "../document/catalogue.ts";
import { offeredTypes, searchTypes } from "./node-types.ts";

const found = (query: string) => searchTypes(query).map(({ type }) => type);

test("every node type is offered but the placeholder, in palette order", () => {
  expect(offeredTypes()).toHaveLength(catalogue.size - 1);
  expect(found("placeholder")).toEqual([]);
  const order = offeredTypes().map(({ category }) => categories.indexOf(category));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test.each([
  ["voice", "vad"],
  ["vad", "vad"],
  ["trancribe", "transcribe"],
  ["microfone", "mic-input"],
  ["who speaks", "diarize"],
  ["ffmpeg", "file-input"],
])("%s finds %s first", (query, type) => {
  expect(found(query)[0]).toBe(type);
});

test("a port type finds the node types that have such a port", () => {
  expect(found("translation")).toEqual(expect.arrayContaining(["translate", "caption-output"]));
});
