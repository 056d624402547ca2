import { join } from "node:path";
import { Type } from "typebox";
import type { Precision, PrecisionChoice } from "#engine/graph/precision.ts";
import { readModelJson } from "../../models/model-json.ts";
import type { Joining } from "../joined-session.ts";
import type { InferenceSession } from "../session.ts";
import type { TaskWorker } from "../task.ts";
import type { DecoderGraphs } from "./decoder-runner.ts";
import { chooseExport, type DecoderFiles, mayJoin } from "./export-files.ts";

/** The graphs of an encoder-decoder export, loaded. */
export interface Seq2SeqSessions {
  readonly encoder: InferenceSession;
  readonly decoder: DecoderGraphs;
}

/** Those of a model's folder. */
export interface LoadedSeq2Seq extends Seq2SeqSessions {
  /** Whether runs of several tasks may become one, in both halves; see `mayJoin`. */
  readonly joinsRuns: boolean;
}

/** Sequences of several sessions in one run; the switch of a merged decoder is the same for all. */
const joining: Joining = { shared: ["use_cache_branch"] };

/**
 * Loads the graphs of a model's folder in the layout of the Hugging Face ONNX exports, each once a worker.
 * @throws {FlowError} `model.missing`, `model.broken`, `device.failed`
 */
export async function loadSeq2Seq(
  folder: string,
  precision: PrecisionChoice,
  worker: TaskWorker,
): Promise<LoadedSeq2Seq> {
  const { files, heads } = await worker.cached(`seq2seq:${folder}:${precision}`, async () => {
    const chosen = chooseExport(folder, precision, worker.device);
    return { files: chosen, heads: chosen.decoder.layout === "merged" ? await readHeads(folder) : undefined };
  });
  const load = (path: string, of: Precision) => worker.session(path, mayJoin(of) ? joining : undefined);
  const encoder = await load(files.encoder, files.encoderPrecision);
  const decoder = await loadDecoder(files.decoder, heads, (path) => load(path, files.decoderPrecision));
  return { encoder, decoder, joinsRuns: mayJoin(files.encoderPrecision) && mayJoin(files.decoderPrecision) };
}

async function loadDecoder(
  files: DecoderFiles,
  heads: Heads | undefined,
  load: (path: string) => Promise<InferenceSession>,
): Promise<DecoderGraphs> {
  if (files.layout === "with-past") {
    const first = await load(files.first);
    return { layout: files.layout, first, step: await load(files.step) };
  }
  const decoder = await load(files.decoder);
  return heads === undefined ? { layout: "plain", decoder } : { layout: "merged", decoder, ...heads };
}

/** Attention heads of the decoder, and the width of one. */
interface Heads {
  readonly heads: number;
  readonly headWidth: number;
}

const configSchema = Type.Object({
  d_model: Type.Integer({ minimum: 1 }),
  decoder_attention_heads: Type.Integer({ minimum: 1 }),
});

/** A merged decoder starts with an empty memory of the right shape, which config.json tells. */
async function readHeads(folder: string): Promise<Heads> {
  const { d_model, decoder_attention_heads: heads } = await readModelJson(
    join(folder, "config.json"),
    configSchema,
  );
  return { heads, headWidth: d_model / heads };
}
