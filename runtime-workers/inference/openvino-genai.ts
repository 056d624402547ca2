import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { FlowError } from "#engine/errors.ts";
import { openVinoCacheFolder, openVinoDevice, openVinoFailure } from "./openvino-device.ts";
import type { TaskWorker } from "./task.ts";

/**
 * What is used of openvino-genai-node 2026.4.0, as its types/index.d.ts and types/utils.d.ts have it. The package is an
 * optional dependency, so its own types are not always here. `ASRPipeline` runs a folder of Whisper by its
 * `WhisperPipeline`, and of the two it is the one that tells the language.
 */
export interface GenAi {
  readonly ASRPipeline: (
    folder: string,
    device: string,
    properties: Record<string, unknown>,
  ) => Promise<NativeRecogniser>;
  readonly StreamingStatus: { readonly RUNNING: number; readonly CANCEL: number };
}
interface NativeRecogniser {
  /** Rejects while another one is in progress. */
  generate(
    samples: Float32Array,
    options: { generationConfig: GenerationConfig; streamer: (text: string) => number },
  ): Promise<DecodedResults>;
}
interface DecodedResults {
  readonly texts: readonly string[];
  /** ISO 639-1 codes. */
  readonly languages: readonly string[];
  /** For each input; absent when they were not asked for. */
  readonly chunks?: readonly (readonly TimedText[])[];
  readonly words?: readonly (readonly TimedText[])[];
}

/** A stretch of the text with its place in the audio. */
export interface TimedText {
  readonly text: string;
  readonly startTs: number;
  /** In seconds, as the start; -1 when the model did not say. */
  readonly endTs: number;
}

/** What a recogniser is asked for: its own names, see ASRGenerationConfig in types/utils.d.ts. */
export interface GenerationConfig {
  /** Such as `<|en|>`. Absent: it is detected. Must be absent, as `task`, for an English-only model. */
  readonly language?: string;
  readonly task?: "transcribe";
  /** With them the streamer is called once a window, else once a token. */
  readonly return_timestamps: boolean;
  readonly word_timestamps: boolean;
  readonly initial_prompt?: string;
  readonly max_new_tokens?: number;
}

/** What a recogniser wrote down. Its scores are no probabilities (Whisper's are always 1) and left out. */
export interface RecogniserOutput {
  readonly text: string;
  /** ISO 639-1 code; `und` when the recogniser did not say. */
  readonly language: string;
  readonly chunks: readonly TimedText[] | undefined;
  readonly words: readonly TimedText[] | undefined;
}

/**
 * The package; undefined where it, or its native part, is not installed.
 * @throws {Error} what its loading throws else
 */
export async function importGenAi(): Promise<GenAi | undefined> {
  try {
    const path = createRequire(import.meta.url).resolve("openvino-genai-node");
    return (await import(pathToFileURL(path).href)) as GenAi;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** A model of speech recognition that OpenVINO GenAI runs as a whole, on one device. */
export class SpeechRecogniser {
  readonly #native: NativeRecogniser;
  readonly #status: GenAi["StreamingStatus"];
  readonly #device: string;
  /** Whether it gives times of words. */
  readonly hasWords: boolean;
  /** It takes one audio at a time. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    native: NativeRecogniser,
    { StreamingStatus }: GenAi,
    device: string,
    hasWords: boolean,
  ) {
    this.#native = native;
    this.#status = StreamingStatus;
    this.#device = device;
    this.hasWords = hasWords;
  }

  /**
   * Loads an OpenVINO export of Whisper.
   * @param device `npu`, `intel-gpu:…` or `cpu`
   * @param wantsWords whether to load it so that it can time words; not every export and device can
   * @throws {FlowError} `device.failed`
   */
  static async load(
    genAi: GenAi,
    folder: string,
    device: string,
    wantsWords: boolean,
  ): Promise<SpeechRecogniser> {
    const load = (hasWords: boolean) => {
      const properties = { CACHE_DIR: openVinoCacheFolder, ...(hasWords ? { word_timestamps: true } : {}) };
      return genAi.ASRPipeline(folder, openVinoDevice(device), properties);
    };
    try {
      const withWords = wantsWords ? await load(true).catch(() => undefined) : undefined;
      const native = withWords ?? (await load(false));
      return new SpeechRecogniser(native, genAi, device, withWords !== undefined);
    } catch (cause) {
      throw openVinoFailure(device, cause);
    }
  }

  /**
   * Writes down mono audio at 16 kHz, of any length.
   * @param throwIfCancelled asked between tokens, or between windows of 30 s where times are asked for
   * @throws {FlowError} what `throwIfCancelled` throws, else `device.failed`
   */
  generate(
    samples: Float32Array,
    config: GenerationConfig,
    throwIfCancelled: TaskWorker["throwIfCancelled"],
  ): Promise<RecogniserOutput> {
    const turn = this.#last.then(() => this.#generate(samples, config, throwIfCancelled));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #generate(
    samples: Float32Array,
    generationConfig: GenerationConfig,
    throwIfCancelled: TaskWorker["throwIfCancelled"],
  ): Promise<RecogniserOutput> {
    throwIfCancelled();
    let cancelled: FlowError | undefined;
    const streamer = () => {
      try {
        throwIfCancelled();
        return this.#status.RUNNING;
      } catch (error) {
        // A throw would have to come back through native code: it is stored, and the recogniser is stopped.
        cancelled = error as FlowError;
        return this.#status.CANCEL;
      }
    };
    const run = this.#native.generate(samples, { generationConfig, streamer });
    const results = await run.catch((cause: unknown) => {
      throw cancelled ?? openVinoFailure(this.#device, cause);
    });
    if (cancelled !== undefined) throw cancelled;
    const { texts, languages, chunks, words } = results;
    return { text: texts[0] ?? "", language: languages[0] ?? "und", chunks: chunks?.[0], words: words?.[0] };
  }
}
