import { decoderRunner } from "#runtime-workers/inference/seq2seq/decoder-runner.ts";
import type { Seq2SeqSessions } from "#runtime-workers/inference/seq2seq/load-seq2seq.ts";
import { float32, type InferenceSession, type Tensor } from "#runtime-workers/inference/session.ts";
import { isSilence } from "../guards/confidence.ts";
import { type Attempt, decodeOnce } from "./attempt.ts";
import { attemptPlan, bestAttempt, needsRetry } from "./attempt-plan.ts";
import type { WhisperModel } from "./model-files.ts";
import { findLanguage, openTranscript, type SpokenLanguage } from "./opening.ts";

/** What one window of audio decodes to. */
export interface DecodedWindow extends Attempt, SpokenLanguage {
  /** Whether the earlier text was in the prompt of the attempt that was taken. */
  readonly usesPrompt: boolean;
}

/** A window to decode, with timestamps. */
export interface WindowRequest {
  /** Log-mel features [bands, frames]. */
  readonly features: Float32Array;
  /** Code of one of the model's languages; undefined: detect it. */
  readonly language: string | undefined;
  /** Tokens of the text before the window; the last of them go into the prompt. */
  readonly previous: readonly number[];
  /** No attempt above temperature 0, and no cross-attention. */
  readonly isPartial: boolean;
  readonly throwIfCancelled: () => void;
}

/**
 * Runs the encoder once and the decoder once a token, again at higher temperatures when the guards do not like the
 * text; a prompt that led it astray is left out.
 *
 * Source: openai/whisper transcribe.py, decode_with_fallback.
 * @throws {FlowError} `task.cancelled`
 */
export async function decodeWindow(
  model: WhisperModel,
  sessions: Seq2SeqSessions,
  request: WindowRequest,
): Promise<DecodedWindow> {
  const { isPartial, throwIfCancelled } = request;
  const hidden = await encode(model, sessions.encoder, request.features);
  throwIfCancelled();
  const attentionLayers = new Set(isPartial ? [] : model.alignmentHeads.map(([layer]) => layer));
  const runner = decoderRunner(sessions.decoder, { encoder_hidden_states: hidden }, attentionLayers);
  const found = await findLanguage(model, runner, request.language);
  const open = (previous: readonly number[]) => openTranscript(model, runner, found, previous);
  let opening = await open(request.previous);
  let hasPrompt = request.previous.length > 0;
  const failed: DecodedWindow[] = [];
  for (const { temperature, usesPrompt } of attemptPlan(hasPrompt, isPartial)) {
    if (usesPrompt && failed.some(isEmpty)) continue;
    if (hasPrompt && !usesPrompt) opening = await open([]);
    hasPrompt = usesPrompt;
    const attempt = await decodeOnce(model, runner, { opening, temperature, throwIfCancelled });
    const window = { ...found.spoken, ...attempt, usesPrompt };
    if (!needsRetry(window) && !(usesPrompt && isEmpty(window))) return window;
    failed.push(window);
  }
  return bestAttempt(failed);
}

/** What is silence after a prompt may be speech without it: a prompt must not cost text. */
function isEmpty(window: DecodedWindow): boolean {
  return isSilence(window) || window.compressionRatio === 0;
}

async function encode(model: WhisperModel, encoder: InferenceSession, features: Float32Array) {
  const { melBands, windowSamples, hopSamples } = model.features;
  const input = float32(features, [1, melBands, windowSamples / hopSamples]);
  return (await encoder.run({ input_features: input }))["last_hidden_state"] as Tensor;
}
