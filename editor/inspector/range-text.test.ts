import { expect, test } from "vitest";
import type { SettingSchema } from "#engine/graph/setting.ts";
import type { FieldKind } from "../document/field-kind.ts";
import { text } from "../texts/texts.ts";
import { rangeText } from "./range-text.ts";

const said = (kind: FieldKind, schema: SettingSchema) =>
  rangeText({ name: "x", nodeType: "", kind, isOptional: false, schema }, text, "en");

test.each<[FieldKind, SettingSchema, string]>([
  [
    "slider",
    { minimum: 0, maximum: 1000, unit: "ms", default: 150 },
    "0 to 1,000\u00a0ms. Default: 150\u00a0ms.",
  ],
  ["number", { minimum: 1 }, "At least 1."],
  ["number", { maximum: 9, default: 0 }, "At most 9. Default: 0."],
  ["toggle", { default: false }, "Default: off."],
  ["text", { default: "" }, "Default: empty."],
  ["list", { default: ["a", "b"] }, "Default: a, b."],
  ["json", { default: {} }, ""],
  ["text", {}, ""],
])("what a %s may be and is by default", (kind, schema, expected) => {
  expect(said(kind, schema)).toBe(expected);
});
