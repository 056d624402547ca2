import { expect, test } from "vitest";
import { registry } from "#nodes/registry.ts";
import { catalogue } from "./catalogue.ts";

test("the editor knows every node type that the server runs, by the same definition", () => {
  expect(new Set(catalogue.keys())).toEqual(new Set(registry.keys()));
  for (const [type, definition] of catalogue) expect(definition).toBe(registry.get(type)?.definition);
});
