import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { listModels, resolveModel } from "./resolve.ts";

afterEach(() => vi.unstubAllEnvs());

test("every shipped model that is listed can be resolved by its name and kind", () => {
  const shipped = listModels().filter(({ origin }) => origin === "shipped");
  expect(shipped.map(({ name }) => name)).toEqual([
    "phrasebook-asr",
    "phrasebook-mt",
    "voiceprint",
    "silero-vad",
  ]);
  for (const { name, kind, isPresent } of shipped) {
    expect(isPresent).toBe(true);
    expect(() => resolveModel(name, kind ?? "asr")).not.toThrow();
  }
});

test("installed models are listed by their folder, one that has a shipped name only once", () => {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-models-"));
  for (const name of ["whisper-tiny", "voiceprint"]) mkdirSync(join(folder, name));
  vi.stubEnv("PATCHBAY_MODELS", folder);
  const names = listModels().map(({ name }) => name);
  expect(names.filter((name) => name === "voiceprint")).toHaveLength(1);
  expect(listModels().at(-1)).toEqual({
    name: "whisper-tiny",
    kind: undefined,
    origin: "installed",
    isPresent: true,
  });
  expect(resolveModel("whisper-tiny", "asr")).toBe(join(folder, "whisper-tiny"));
});

test("a folder of models that is not there is as if none were installed", () => {
  vi.stubEnv("PATCHBAY_MODELS", join(tmpdir(), "patchbay-none"));
  expect(listModels().every(({ origin }) => origin === "shipped")).toBe(true);
});
