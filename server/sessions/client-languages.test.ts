import { Type } from "typebox";
import { expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { defineNode } from "#engine/graph/definition.ts";
import { withLanguages } from "./client-languages.ts";

const plain = {
  version: 1,
  category: "language",
  title: "T",
  summary: "S.",
  docs: "",
  execution: "sync",
} as const;
const definition = defineNode({
  ...plain,
  type: "interpret",
  inputs: {},
  outputs: {},
  config: Type.Object({
    from: Type.String({ languageOf: "speaker", control: "language", default: "auto" }),
    to: Type.Array(Type.String(), { languageOf: "listener", control: "language", default: ["es"] }),
    voice: Type.String({ languageOf: "listener", control: "language", default: "es" }),
    language: Type.String({ default: "de" }),
  }),
});
const catalogue = new Map([[definition.type, definition]]);
const flow: Flow = {
  format: "patchbay.flow/1",
  id: "f",
  name: "F",
  nodes: [{ id: "n", type: "interpret", config: { language: "fr", to: ["en"] } }],
  edges: [],
};

test("a client's languages go into the settings that say whose language they name, and into no others", () => {
  const [node] = withLanguages(flow, { language: "en", targetLanguages: ["de", "it"] }, catalogue).nodes;
  expect(node?.config).toEqual({ language: "fr", from: "en", to: ["de", "it"], voice: "de" });
});

test("what a client does not ask for stays as the flow has it", () => {
  const asked = { language: undefined, targetLanguages: undefined };
  expect(withLanguages(flow, asked, catalogue).nodes[0]?.config).toEqual(flow.nodes[0]?.config);
});
