import type { Seq2SeqSessions } from "#runtime-workers/inference/seq2seq/load-seq2seq.ts";
import { float32, type InferenceSession, type Tensor } from "#runtime-workers/inference/session.ts";
import type { WhisperModel } from "../whisper/model-files.ts";

/** Tokens of the made-up model: text is below `end`. */
export const fake = { end: 50, start: 51, previous: 52, noSpeech: 53, time: (steps: number) => 55 + steps };
const vocabulary = 155;

/** An English-only model of 50 words, with a window of 10 s at 1000 Hz and timestamps of 0.1 s. */
export const fakeModel: WhisperModel = {
  features: { sampleRateHz: 1000, fftSize: 20, hopSamples: 50, melBands: 2, windowSamples: 10_000 },
  toText: (tokens) =>
    tokens
      .filter((token) => token < fake.end)
      .map((token) => ` word${token}`)
      .join(""),
  toTokens: () => [],
  startOfTranscript: fake.start,
  transcribe: 0,
  noSpeech: fake.noSpeech,
  languages: new Map(),
  rules: {
    endOfText: fake.end,
    timestampBegin: fake.time(0),
    suppressed: [fake.start, fake.previous, fake.noSpeech, 54],
    maxInitialTimestampIndex: undefined,
  },
  timestampSamples: 100,
  maxTokens: 60,
  contextTokens: 120,
  startOfPrevious: fake.previous,
  alignmentHeads: [],
  medianFilterFrames: 7,
};

/** Logits of the next token (0 where not named) by the prompt and the tokens behind it. */
export type Speaker = (
  prompt: readonly number[],
  said: readonly number[],
) => Readonly<Record<number, number>>;

/** Says a timestamp of 0 s, the tokens, then the end. */
export const says =
  (...tokens: readonly number[]): Speaker =>
  (_prompt, said) => ({ [said.length === 0 ? fake.time(0) : (tokens[said.length - 1] ?? fake.end)]: 20 });

/**
 * The graphs of a model that says what `speaker` wants, and looks at the frame that `looksAt` names for each row.
 * @param prompts takes each prompt that the decoder is given
 */
export function fakeSessions(
  speaker: Speaker,
  { prompts = [] as number[][], looksAt = (_row: number): number => 0 } = {},
): Seq2SeqSessions {
  const session = (outputNames: readonly string[], run: InferenceSession["run"]): InferenceSession => {
    return { inputNames: [], outputNames, run, release: async () => {} };
  };
  const encoder = session([], async () => {
    return { last_hidden_state: float32(new Float32Array(1), [1, 1, 1]) };
  });
  const decoder = session(["logits", "cross_attentions.0"], async (feeds) => {
    const ids = Array.from((feeds["input_ids"] as Tensor).data, Number);
    const from = ids.indexOf(fake.start) + 1;
    if (ids.length === from) prompts.push(ids);
    const logits = new Float32Array(ids.length * vocabulary);
    const attention = new Float32Array(ids.length * 100);
    for (const row of ids.keys()) {
      attention.fill(1, row * 100 + looksAt(row), (row + 1) * 100);
      const named = speaker(ids.slice(0, from), ids.slice(from, row + 1));
      for (const [token, logit] of Object.entries(named)) logits[row * vocabulary + Number(token)] = logit;
    }
    return {
      logits: float32(logits, [1, ids.length, vocabulary]),
      "cross_attentions.0": float32(attention, [1, 1, ids.length, 100]),
    };
  });
  return { encoder, decoder: { layout: "plain", decoder } };
}
