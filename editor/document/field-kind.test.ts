import { type TSchema, Type } from "typebox";
import { expect, test } from "vitest";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { catalogue } from "./catalogue.ts";
import { fieldKind, fieldsOf } from "./field-kind.ts";

test("every setting of every node type gets a control of its own, but for records, which are JSON", () => {
  expect(catalogue.size).toBeGreaterThan(10);
  for (const definition of catalogue.values()) {
    const fields = fieldsOf(definition);
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(definition.config.properties));
    for (const { name, schema, kind } of fields) {
      if (schema.type !== "object") expect(kind, `${definition.type}.${name}`).not.toBe("json");
    }
  }
});

test("controls of settings that are known", () => {
  const kinds = (type: string) => {
    const definition = catalogue.get(type);
    if (definition === undefined) throw new Error(`There is no ${type}.`);
    return Object.fromEntries(fieldsOf(definition).map(({ name, kind }) => [name, kind]));
  };
  expect(kinds("vad")).toMatchObject({ model: "model", threshold: "slider", maxSegmentMs: "slider" });
  expect(kinds("translate")).toMatchObject({ targetLanguages: "languages", partials: "toggle" });
  expect(kinds("transcribe")).toMatchObject({ language: "language", initialPrompt: "long-text" });
  expect(kinds("test-tone")).toMatchObject({ kind: "choice", pace: "segments", durationMs: "number" });
  expect(kinds("websocket-output")).toMatchObject({ port: "number", host: "text" });
  expect(kinds("caption-output")).toMatchObject({ formats: "choices", folder: "text" });
  expect(kinds("placeholder")).toMatchObject({ properties: "json" });
});

test("the schema alone says the control: what a setting is called changes nothing", () => {
  const kinds = (type: TSchema) =>
    fieldsOf({ ...vad(), config: Type.Object({ model: type, languages: type }) }).map(({ kind }) => kind);
  expect(kinds(Type.String())).toEqual(["text", "text"]);
  expect(kinds(Type.Array(Type.String()))).toEqual(["list", "list"]);
  expect(fieldKind({ type: "string", secret: true })).toBe("secret");
  expect(fieldKind({ type: "string", modelKind: "asr" })).toBe("model");
  expect(fieldKind({ type: "string", control: "multiline" })).toBe("long-text");
  expect(fieldKind({ type: "string", control: "language" })).toBe("language");
  expect(fieldKind({ type: "array", items: { type: "string" }, control: "language" })).toBe("languages");
  expect(fieldKind({ type: "integer", minimum: 0 })).toBe("number");
});

test("an optional setting is known as such", () => {
  const config = Type.Object({ name: Type.Optional(Type.String()), title: Type.String() });
  expect(fieldsOf({ ...vad(), config }).map(({ isOptional }) => isOptional)).toEqual([true, false]);
});

function vad(): NodeDefinition {
  const definition = catalogue.get("vad");
  if (definition === undefined) throw new Error("There is no vad.");
  return definition;
}
