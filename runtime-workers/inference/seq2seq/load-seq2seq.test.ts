import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { InferenceSession } from "../session.ts";
import type { TaskWorker } from "../task.ts";
import { loadSeq2Seq } from "./load-seq2seq.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-seq2seq-"));
  mkdirSync(join(folder, "onnx"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const install = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(folder, "onnx", `${name}.onnx`), "");
};
const config = (json: object) => writeFileSync(join(folder, "config.json"), JSON.stringify(json));

/** Loads with a worker that loads nothing, and says which files it was asked for, and which of them to join. */
async function load() {
  const joined: Record<string, boolean> = {};
  const session: InferenceSession = {
    inputNames: [],
    outputNames: [],
    run: async () => ({}),
    release: async () => {},
  };
  const worker: TaskWorker = {
    device: "cpu",
    modelPath: folder,
    cached: async (_key, make) => make(),
    throwIfCancelled: () => {},
    session: async (path, joining) => {
      joined[basename(path)] = joining !== undefined;
      return session;
    },
  };
  return { loaded: await loadSeq2Seq(folder, "auto", worker), joined };
}

test.each([
  ["", true],
  ["_fp16", true],
  ["_q4", true],
  ["_int8", false],
  ["_quantized", false],
])("runs of files that end in %j are joined: %s", async (ending, isJoined) => {
  const parts = ["encoder_model", "decoder_model", "decoder_with_past_model"].map((part) => part + ending);
  install(...parts);
  const { loaded, joined } = await load();
  expect(joined).toEqual(Object.fromEntries(parts.map((part) => [`${part}.onnx`, isJoined])));
  expect(loaded.joinsRuns).toBe(isJoined);
});

test("an encoder in floats is joined beside an 8-bit decoder, which is not", async () => {
  install("encoder_model", "decoder_model_int8");
  const { loaded, joined } = await load();
  expect(joined).toEqual({ "encoder_model.onnx": true, "decoder_model_int8.onnx": false });
  expect(loaded.joinsRuns).toBe(false);
});

test("a merged decoder's empty memory has the shape that config.json says", async () => {
  install("encoder_model", "decoder_model_merged");
  config({ d_model: 128, decoder_attention_heads: 4 });
  expect((await load()).loaded.decoder).toMatchObject({ layout: "merged", heads: 4, headWidth: 32 });
  config({ d_model: 128 });
  await expect(load()).rejects.toMatchObject({
    code: "model.broken",
    message: expect.stringContaining("config.json"),
  });
});
