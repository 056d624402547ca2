import { expect, test } from "vitest";
import type { ModelKind } from "#engine/graph/model-kind.ts";
import type { CatalogueEntry, ModelsAnswer } from "#engine/protocol/rest/models.ts";
import { text } from "../texts/texts.ts";
import { describeModel, modelOffers, modelsFor } from "./model-offers.ts";

const entry = (id: string, kind: ModelKind, fields: Partial<CatalogueEntry> = {}): CatalogueEntry => {
  return {
    ...{ id, kind, title: id, licence: "MIT", languages: ["en"], variants: [], state: "available" },
    ...{ format: "onnx", repo: `hub/${id}` },
    ...fields,
  };
};
const answer: ModelsAnswer = {
  folder: "models",
  models: [
    { name: "phrasebook-asr", kind: "asr", origin: "shipped", isPresent: true },
    { name: "by-hand", origin: "installed", isPresent: true },
    { name: "whisper-base", kind: "asr", origin: "installed", isPresent: true },
  ],
  catalogue: [
    entry("whisper-tiny", "asr", { sizeBytes: 41_000_000, languages: ["en", "es", "fr", "de"] }),
    entry("whisper-base", "asr", { state: "installed" }),
    entry("silero-vad-v5", "vad", { languages: [] }),
    entry("m2m100-418m", "translation"),
    entry("opus-mt-en-es", "translation-pair"),
  ],
};
const offered = (kind: ModelKind) =>
  modelOffers(modelsFor(kind, answer), text, "en").map(({ value, isMuted }) =>
    isMuted ? `(${value})` : value,
  );

test("a setting is offered what is of its kind: what is there first, then what can be pulled, and nothing twice", () => {
  expect(offered("asr")).toEqual(["phrasebook-asr", "by-hand", "whisper-base", "(whisper-tiny)"]);
  expect(offered("vad")).toEqual(["by-hand", "(silero-vad-v5)"]);
});

test("who wants a translator of many languages is not offered one of a single pair", () => {
  expect(offered("translation")).toEqual(["by-hand", "(m2m100-418m)"]);
});

test("a model says its size, its languages and its licence, as far as they are known", () => {
  const [tiny, , vad] = answer.catalogue as [CatalogueEntry, CatalogueEntry, CatalogueEntry];
  expect(describeModel(tiny, text, "en")).toBe("whisper-tiny · 41.0 MB · 4 languages · MIT");
  expect(describeModel(vad, text, "en")).toBe("silero-vad-v5 · MIT");
  expect(describeModel(entry("a", "asr"), text, "de")).toBe("a · Englisch · MIT");
});
