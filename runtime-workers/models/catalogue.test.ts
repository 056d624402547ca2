import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { modelKinds } from "#engine/graph/model-kind.ts";
import { chooseVariant, filesOf, findModel, loadCatalogue, readCatalogue } from "./catalogue.ts";
import { listModels } from "./resolve.ts";

test("the catalogue has its shape, each model once, and none that has a shipped model's name", () => {
  const ids = loadCatalogue().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const shipped = listModels().flatMap(({ name, origin }) => (origin === "shipped" ? [name] : []));
  expect(ids.filter((id) => shipped.includes(id))).toEqual([]);
});

test("every kind of model that a flow needs can be pulled", () => {
  const kinds = new Set(loadCatalogue().map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([...modelKinds].sort());
  expect(loadCatalogue().some(({ format }) => format === "openvino")).toBe(true);
});

test.each(loadCatalogue().map((model) => [model.id, model] as const))(
  "%s has files in each of its variants, each path once, and a sum only under a pinned revision",
  (_, model) => {
    const variants = model.variants.length === 0 ? [undefined] : model.variants;
    for (const variant of variants) {
      const paths = filesOf(model, variant).map(({ path }) => path);
      expect(paths.some((path) => path.endsWith(".onnx") || path.endsWith(".bin"))).toBe(true);
      expect(new Set(paths).size).toBe(paths.length);
    }
    for (const { variant } of model.files)
      if (variant !== undefined) expect(model.variants).toContain(variant);
    const isKnown = model.files.some(
      ({ sha256, sizeBytes }) => sha256 !== undefined || sizeBytes !== undefined,
    );
    if (!isKnown) return;
    expect(model.revision).toMatch(/^[0-9a-f]{40}$/);
    expect(model.source).toEqual(expect.any(String));
  },
);

test("a name that is not there is answered with those that are like it; so is a variant", () => {
  expect(() => findModel("whisper_base")).toThrow(
    expect.objectContaining({ hint: expect.stringContaining("whisper-base") }),
  );
  expect(() => findModel("nothing")).toThrow(expect.objectContaining({ code: "model.unknown" }));
  const model = findModel("whisper-base");
  expect(chooseVariant(model, undefined)).toBe("q8");
  expect(() => chooseVariant(model, "q3")).toThrow(
    expect.objectContaining({ hint: "Use q8 or fp32 or fp16 or q4." }),
  );
});

test.each([
  ["a path that leads out of the folder", '"path": "config.json"', '"path": "../config.json"'],
  ["an id that is a path", '"id": "whisper-tiny"', '"id": "../whisper"'],
  ["a sum that is none", /"sha256": "[0-9a-f]+"/, '"sha256": "abc"'],
  ["a setting that nobody knows", '"title":', '"titel": "", "title":'],
])("a catalogue with %s is refused", (_, part, change) => {
  const text = readFileSync(new URL("../../models/catalogue.json", import.meta.url), "utf8");
  expect(() => readCatalogue(text.replace(part, change))).toThrow(
    expect.objectContaining({ code: "model.broken" }),
  );
});
