import { Check } from "typebox/schema";
import { describe, expect, test } from "vitest";
import { resolveConfig } from "#engine/flow/config.ts";
import { isVisible, type SettingOptions, type SettingSchema, settingsOf } from "#engine/graph/setting.ts";
import { catalogue } from "./registry.ts";

/** The words that a setting may say; a word that nobody reads is a slip. */
const ownWords: Readonly<Record<keyof SettingOptions, true>> = {
  title: true,
  description: true,
  unit: true,
  live: true,
  control: true,
  visibleWhen: true,
  modelKind: true,
  languageOf: true,
  secret: true,
};
const schemaWords = [
  ...[
    "type",
    "default",
    "enum",
    "items",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
  ],
  ...["uniqueItems", "pattern", "patternProperties"],
];

describe.each([...catalogue])("the settings of %s", (_type, definition) => {
  const settings = Object.entries(settingsOf(definition));
  const conditionsOf = ({ visibleWhen = [] }: SettingSchema) => [visibleWhen].flat();

  test("say only words that are read", () => {
    for (const [name, setting] of settings) {
      const unknown = Object.keys(setting).filter(
        (word) => !(word in ownWords) && !schemaWords.includes(word),
      );
      expect(unknown, name).toEqual([]);
    }
  });

  test("depend on values that another setting can have", () => {
    for (const [name, setting] of settings)
      for (const { field, equals } of conditionsOf(setting)) {
        const other = settingsOf(definition)[field];
        expect(other, `${name}: ${field}`).toBeDefined();
        for (const value of [equals].flat()) expect(Check(other?.items ?? other ?? {}, value)).toBe(true);
      }
  });

  test("name models, languages and secrets as texts, in lists or alone", () => {
    for (const [name, setting] of settings) {
      const { modelKind, languageOf, control, secret } = setting;
      if (languageOf !== undefined) expect(control, name).toBe("language");
      if (modelKind ?? control ?? secret) expect((setting.items ?? setting).type, name).toBe("string");
    }
  });
});

test("a setting is visible while the one that it depends on has one of its values", () => {
  const tone = catalogue.get("test-tone");
  const captions = catalogue.get("caption-output");
  if (tone === undefined || captions === undefined) throw new Error("Node types are missing.");
  const visible = (definition: typeof tone, config: Record<string, unknown>) =>
    Object.entries(settingsOf(definition))
      .filter(([, setting]) => isVisible(setting, resolveConfig(definition, config)))
      .map(([name]) => name);
  expect(visible(tone, {})).toEqual(expect.arrayContaining(["frequencyHz", "levelDb"]));
  expect(visible(tone, { kind: "sweep" })).not.toContain("frequencyHz");
  expect(visible(tone, { kind: "silence" })).not.toContain("levelDb");
  expect(visible(captions, {})).toEqual(["formats"]);
  expect(visible(captions, { formats: ["console", "srt"] })).toEqual(["formats", "folder", "name"]);
});
