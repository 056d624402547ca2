import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeModel } from "#runtime-workers/testing/onnx/encode-model.ts";
import { Weights } from "../onnx/weights.ts";
import { decoderGraph } from "./decoder.ts";
import { encoderGraph } from "./encoder.ts";
import { settingsFiles, sherpaMetadata } from "./settings.ts";
import { sherpaDecoderGraph, sherpaEncoderGraph } from "./sherpa.ts";
import type { WhisperSize } from "./sizes.ts";
import { sherpaTokens } from "./tokenizer.ts";

/** Folders of one model in the layouts that are compared. */
export interface ModelFolders {
  /** encoder_model, decoder_model and decoder_with_past_model. */
  readonly withPast: string;
  /** encoder_model and decoder_model_merged. */
  readonly merged: string;
  /** As `withPast`, and the decoders give their cross-attention. */
  readonly words: string;
  /** encoder.onnx, decoder.onnx and tokens.txt of sherpa-onnx. */
  readonly sherpa: string;
}

const weightsFile = "weights.onnx_data";

/**
 * Writes a Whisper model with random weights, always the same, in all layouts. The weights lie there once: each folder
 * has a hard link to their file.
 * @param folder an empty one that exists
 * @param maxTokens most tokens of a window, by the model's settings
 * @throws {Error} where the disk is full or takes no hard links
 */
export function writeModel(folder: string, size: WhisperSize, maxTokens: number): ModelFolders {
  const weights = new Weights(join(folder, weightsFile));
  const encoder = encodeModel(encoderGraph(size, weights).data());
  const decoder = (...choice: [layout: "first" | "step" | "merged", hasWords?: boolean]) =>
    encodeModel(decoderGraph(size, weights, ...choice).data());
  const put = (name: string, files: Readonly<Record<string, Uint8Array | string>>, graphs = "") => {
    const target = join(folder, name);
    mkdirSync(join(target, graphs), { recursive: true });
    for (const [file, content] of Object.entries(files)) writeFileSync(join(target, file), content);
    linkSync(join(folder, weightsFile), join(target, graphs, weightsFile));
    return target;
  };
  const settings = Object.fromEntries(
    Object.entries(settingsFiles(size, maxTokens)).map(([name, json]) => [name, JSON.stringify(json)]),
  );
  const exported = (name: string, decoders: Readonly<Record<string, Uint8Array>>) => {
    const graphs = Object.entries({ encoder_model: encoder, ...decoders });
    const files = graphs.map(([graph, bytes]) => [`onnx/${graph}.onnx`, bytes] as const);
    return put(`${size.name}-${name}`, { ...settings, ...Object.fromEntries(files) }, "onnx");
  };
  const folders = {
    withPast: exported("with-past", {
      decoder_model: decoder("first"),
      decoder_with_past_model: decoder("step"),
    }),
    merged: exported("merged", { decoder_model_merged: decoder("merged") }),
    words: exported("words", {
      decoder_model: decoder("first", true),
      decoder_with_past_model: decoder("step", true),
    }),
    sherpa: put(`${size.name}-sherpa`, {
      "encoder.onnx": encodeModel(sherpaEncoderGraph(size, weights).data(), sherpaMetadata(size)),
      "decoder.onnx": encodeModel(sherpaDecoderGraph(size, weights).data()),
      "tokens.txt": sherpaTokens(),
    }),
  };
  weights.close();
  return folders;
}
