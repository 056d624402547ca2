import { Type } from "typebox";
import { expect, test } from "vitest";
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
  expect(kinds("translate")).toMatchObject({ targetLanguages: "languages", partials: "switch" });
  expect(kinds("transcribe")).toMatchObject({ language: "language" });
  expect(kinds("test-tone")).toMatchObject({ kind: "choice", pace: "segments", durationMs: "number" });
  expect(kinds("websocket-output")).toMatchObject({ port: "number", host: "text" });
  expect(kinds("caption-output")).toMatchObject({ formats: "choices", folder: "text" });
  expect(kinds("placeholder")).toMatchObject({ properties: "json" });
});

test("secrets are masked, long texts get several lines, lists of texts are chips", () => {
  expect(fieldKind("apiKey", Type.String({ secret: true }))).toBe("secret");
  expect(fieldKind("key", Type.String({ format: "password" }))).toBe("secret");
  expect(fieldKind("prompt", Type.String({ maxLength: 4000 }))).toBe("long-text");
  expect(fieldKind("words", Type.Array(Type.String()))).toBe("list");
  expect(fieldKind("count", Type.Integer({ minimum: 0 }))).toBe("number");
});

test("an optional setting is known as such", () => {
  const config = Type.Object({ name: Type.Optional(Type.String()), title: Type.String() });
  const vad = catalogue.get("vad");
  if (vad === undefined) throw new Error("There is no vad.");
  expect(fieldsOf({ ...vad, config }).map(({ isOptional }) => isOptional)).toEqual([true, false]);
});
