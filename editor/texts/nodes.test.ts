import { expect, test } from "vitest";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { errorPort } from "#engine/graph/definition.ts";
import { settingsOf } from "#engine/graph/setting.ts";
import { catalogue } from "../document/catalogue.ts";
import { nodes as de } from "./de/nodes.ts";
import { canvas } from "./en/canvas.ts";
import { nodes as es } from "./es/nodes.ts";
import { nodes as fr } from "./fr/nodes.ts";
import type { NodeTexts } from "./page-texts.ts";

const languages = Object.entries({ de, es, fr });
const cases = languages.flatMap(([language, nodes]) =>
  [...catalogue.values()].map((definition) => ({ language, nodes, definition, type: definition.type })),
);
/** Choices that are names: the same in every language. */
const named = /^(fp\d+|int\d+|q\d+(f\d+)?)$/;

/** The choices of a setting that have to be named. */
function optionsOf(definition: NodeDefinition, setting: string): readonly string[] {
  const schema = settingsOf(definition)[setting];
  const choices = (schema?.enum ?? schema?.items?.enum ?? []).map(String);
  return choices.filter((choice) => !named.test(choice)).sort();
}

/** Every text of a translation, by where it stands. */
function textsOf(value: object, path = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, each]): [string, string][] =>
    typeof each === "string" ? [[`${path}${key}`, each]] : textsOf(each as object, `${path}${key}.`),
  );
}

test.each(cases)("$language has every text of $type, and none of what it does not have", (each) => {
  const { nodes, definition, type } = each;
  const texts: NodeTexts | undefined = nodes[type];
  expect(texts, `no translation of ${type}`).toBeDefined();
  const { inputs = {}, outputs = {}, settings = {} } = texts as NodeTexts;
  expect(Object.keys(inputs).sort()).toEqual(Object.keys(definition.inputs).sort());
  expect(Object.keys(outputs).sort()).toEqual(Object.keys(definition.outputs).sort());
  expect(Object.keys(settings).sort()).toEqual(Object.keys(settingsOf(definition)).sort());
  for (const [name, { options = {} }] of Object.entries(settings))
    expect(Object.keys(options).sort(), name).toEqual(optionsOf(definition, name));
  for (const [path, text] of textsOf(texts as NodeTexts)) expect(text, path).toMatch(/\S/);
});

test.each(languages)("%s translates no node type that is gone", (_language, nodes) => {
  expect(Object.keys(nodes).filter((type) => !catalogue.has(type))).toEqual([]);
});

test.each(languages)("descriptions and summaries in %s are sentences", (_language, nodes) => {
  for (const [path, text] of textsOf(nodes)) {
    if (/\.(summary|description)$/.test(path)) expect(text, path).toMatch(/[.…]$/);
    else expect(text, path).not.toMatch(/\.$/);
  }
});

test("the error port says the same on the canvas as in the engine", () => {
  expect(canvas["canvas.port.error.about"]).toBe(errorPort.summary);
});
