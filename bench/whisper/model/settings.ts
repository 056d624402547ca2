import type { WhisperSize } from "./sizes.ts";
import { specialTokens, tokenizerJson } from "./tokenizer.ts";

const { end, start, languages, translate, transcribe, noTimestamps, startOfPrevious } = specialTokens;
/** The real list has as many: signs that are no speech. */
const suppressedTokens = 88;

/**
 * The JSON files of a model folder by name, with the keys that the hub's exports of Whisper have.
 * @param maxTokens most tokens of a window
 */
export function settingsFiles(size: WhisperSize, maxTokens: number): Readonly<Record<string, object>> {
  return {
    "config.json": config(size, maxTokens),
    "generation_config.json": generation(size, maxTokens),
    "preprocessor_config.json": preprocessor(size),
    "tokenizer.json": tokenizerJson(),
    "tokenizer_config.json": {
      tokenizer_class: "WhisperTokenizer",
      model_max_length: size.textPositions,
      bos_token: "<|endoftext|>",
      eos_token: "<|endoftext|>",
      pad_token: "<|endoftext|>",
      unk_token: "<|endoftext|>",
      add_prefix_space: false,
      clean_up_tokenization_spaces: false,
    },
  };
}

function config(size: WhisperSize, maxTokens: number): object {
  return {
    architectures: ["WhisperForConditionalGeneration"],
    model_type: "whisper",
    d_model: size.width,
    encoder_layers: size.layers,
    decoder_layers: size.layers,
    encoder_attention_heads: size.heads,
    decoder_attention_heads: size.heads,
    encoder_ffn_dim: 4 * size.width,
    decoder_ffn_dim: 4 * size.width,
    num_mel_bins: size.melBands,
    max_source_positions: size.audioPositions,
    // a window's text takes half of the positions, here as in OpenAI's code
    max_target_positions: 2 * maxTokens,
    vocab_size: size.vocabulary,
    bos_token_id: end,
    eos_token_id: end,
    pad_token_id: end,
    decoder_start_token_id: start,
    is_encoder_decoder: true,
    num_hidden_layers: size.layers,
    scale_embedding: false,
    activation_function: "gelu",
    median_filter_width: 7,
  };
}

function generation(size: WhisperSize, maxTokens: number): object {
  return {
    decoder_start_token_id: start,
    bos_token_id: end,
    eos_token_id: end,
    pad_token_id: end,
    is_multilingual: true,
    lang_to_id: Object.fromEntries(languages.map(({ code, id }) => [`<|${code}|>`, id])),
    task_to_id: { transcribe, translate },
    no_timestamps_token_id: noTimestamps,
    prev_sot_token_id: startOfPrevious,
    max_initial_timestamp_index: 50,
    max_length: 2 * maxTokens,
    return_timestamps: false,
    suppress_tokens: Array.from({ length: suppressedTokens }, (_, at) => at),
    begin_suppress_tokens: [32, end],
    forced_decoder_ids: null,
    alignment_heads: size.alignmentHeads,
  };
}

function preprocessor({ melBands }: WhisperSize): object {
  return {
    feature_extractor_type: "WhisperFeatureExtractor",
    processor_class: "WhisperProcessor",
    feature_size: melBands,
    sampling_rate: 16000,
    hop_length: 160,
    n_fft: 400,
    chunk_length: 30,
    n_samples: 480000,
    nb_max_frames: 3000,
    padding_side: "right",
    padding_value: 0,
    return_attention_mask: false,
  };
}

/** What sherpa-onnx reads from the encoder. Source: k2-fsa/sherpa-onnx, scripts/whisper/export-onnx.py, encoder_meta_data. */
export function sherpaMetadata(size: WhisperSize): Readonly<Record<string, string>> {
  const numbers = {
    version: 1,
    n_mels: size.melBands,
    n_audio_ctx: size.audioPositions,
    n_audio_state: size.width,
    n_audio_head: size.heads,
    n_audio_layer: size.layers,
    n_vocab: size.vocabulary,
    n_text_ctx: size.textPositions,
    n_text_state: size.width,
    n_text_head: size.heads,
    n_text_layer: size.layers,
    sot: start,
    sot_index: 0,
    eot: end,
    blank_id: 32,
    is_multilingual: 1,
    no_speech: specialTokens.noSpeech,
    transcribe,
    translate,
    sot_prev: startOfPrevious,
    sot_lm: specialTokens.startOfModel,
    no_timestamps: noTimestamps,
  };
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, String(value)])),
    model_type: `whisper-${size.name}`,
    maintainer: "patchbay",
    sot_sequence: `${start},${languages[0]?.id},${transcribe}`,
    all_language_tokens: languages.map(({ id }) => id).join(),
    all_language_codes: languages.map(({ code }) => code).join(),
    non_speech_tokens: Array.from({ length: suppressedTokens }, (_, at) => at).join(),
  };
}
