import { expect, test } from "vitest";
import { type Problem, problem } from "#engine/flow/problem.ts";
import { catalogue } from "../document/catalogue.ts";
import { shownFields } from "./shown-fields.ts";

const shown = (type: string, config: Record<string, unknown>, problems: readonly Problem[] = []) => {
  const definition = catalogue.get(type);
  if (definition === undefined) throw new Error(`There is no ${type}.`);
  return shownFields(definition, config, problems).map(({ name }) => name);
};

test("a setting is shown while the one that it depends on has a value of its condition, be it the default", () => {
  expect(shown("test-tone", {})).toContain("frequencyHz");
  expect(shown("test-tone", { kind: "white-noise" })).not.toContain("frequencyHz");
  expect(shown("caption-output", { formats: ["console"] })).toEqual(["formats"]);
  expect(shown("caption-output", { formats: ["console", "jsonl"] })).toEqual(["formats", "folder", "name"]);
});

test("a hidden setting is shown when something is wrong with it: whoever is sent there has to find it", () => {
  const wrong = problem("config.invalid", "-3 is not allowed.", { nodeId: "x", field: "frequencyHz" });
  expect(shown("test-tone", { kind: "silence", frequencyHz: -3 }, [wrong])).toContain("frequencyHz");
});
