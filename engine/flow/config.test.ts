import { Type } from "typebox";
import { expect, test } from "vitest";
import { defineNode } from "../graph/definition.ts";
import { configProblems } from "./config.ts";

const definition = defineNode({
  ...{ type: "mail", version: 1, category: "output", title: "Mail", summary: "Sends.", docs: "Sends." },
  ...{ execution: "sync", inputs: {}, outputs: {} },
  config: Type.Object({ key: Type.String({ title: "Key", default: "", secret: true }) }),
});
const problems = (key: unknown) => configProblems({ id: "mail", type: "mail", config: { key } }, definition);

test("a setting that names a secret takes a name, or none", () => {
  expect(problems("HUB_KEY")).toEqual([]);
  expect(problems("")).toEqual([]);
  expect(problems(undefined)).toEqual([]);
});

test("a secret in the place of its name is refused, and not repeated in the message", () => {
  for (const key of ["sk-abc123", "hub key", "Hub_Key", 7])
    expect(problems(key), String(key)).toEqual([
      expect.objectContaining({ code: "config.invalid", nodeId: "mail", field: "key" }),
    ]);
  expect(JSON.stringify(problems("sk-abc123"))).not.toContain("abc123");
});
