import { deflateSync } from "node:zlib";

/** The figures by which an attempt at a window is judged. */
export interface AttemptFigures {
  /** Mean natural log-probability per token, the end included. */
  readonly averageLogProbability: number;
  /** 0…1, of <|nospeech|> where the transcript starts. */
  readonly noSpeechProbability: number;
  readonly compressionRatio: number;
  /** Text and timestamp tokens. */
  readonly tokens: readonly number[];
}

const temperatures: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8, 1];

const highestCompressionRatio = 2.4;
const lowestLogProbability = -1;
const silenceNoSpeechProbability = 0.6;
const highestPromptTemperature = 0.5;
const loopTokens = 32;
const lowestEntropy = 2.4;
const tailRepeats = 5;
const lowestRms = 0.0025;
const gateBlockSeconds = 0.1;

/**
 * Bytes of the text over bytes of its zlib stream: beyond 2.4 the text repeats itself. 0 for no text.
 * Source: openai/whisper utils.py, compression_ratio.
 */
export function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length;
}

/**
 * What the model takes for no speech and is at the same time not sure of: no retry, no text.
 * Source: openai/whisper transcribe.py.
 */
export function isSilence(figures: AttemptFigures): boolean {
  return (
    figures.noSpeechProbability > silenceNoSpeechProbability &&
    figures.averageLogProbability < lowestLogProbability
  );
}

/** Whether the text repeats itself as a whole or at its end. Source: openai/whisper; whisper.cpp for the entropy. */
export function isRepetitive({
  compressionRatio: ratio,
  tokens,
}: Pick<AttemptFigures, "compressionRatio" | "tokens">): boolean {
  return ratio > highestCompressionRatio || isLoop(tokens);
}

/** Whether to decode the window again, at the next temperature. Source: openai/whisper, decode_with_fallback. */
export function needsRetry(figures: AttemptFigures): boolean {
  if (isSilence(figures)) return false;
  return isRepetitive(figures) || figures.averageLogProbability < lowestLogProbability;
}

/**
 * Which of the failed attempts to take: the surest one that does not repeat itself, else the surest.
 * Source: faster-whisper transcribe.py, generate_with_fallback.
 * @param attempts at least one
 */
export function bestAttempt<A extends AttemptFigures>(attempts: readonly A[]): A {
  const sound = attempts.filter((attempt) => !isRepetitive(attempt));
  const surer = (a: A, b: A) => (b.averageLogProbability > a.averageLogProbability ? b : a);
  return (sound.length > 0 ? sound : attempts).reduce(surer);
}

/** One of the attempts at a window. */
export interface PlannedAttempt {
  readonly temperature: number;
  /** Whether the earlier text is in the prompt. */
  readonly usesPrompt: boolean;
}

/**
 * The attempts at a window, in turn. Above temperature 0.5 the earlier text is left out: by then it is what led the model
 * astray. Without it the likeliest text is another one, so that is tried first.
 * Source: openai/whisper transcribe.py, temperature; whisper.cpp for the prompt.
 * @param hasPrompt whether there is earlier text
 * @param isDraft nothing is drawn: the next draft comes soon
 */
export function attemptPlan(hasPrompt: boolean, isDraft: boolean): readonly PlannedAttempt[] {
  const plan = temperatures.map((temperature) => {
    return { temperature, usesPrompt: hasPrompt && temperature <= highestPromptTemperature };
  });
  const without = plan.findIndex(({ usesPrompt }) => !usesPrompt);
  const whole = hasPrompt ? plan.toSpliced(without, 0, { temperature: 0, usesPrompt: false }) : plan;
  return isDraft ? whole.filter(({ temperature }) => temperature === 0) : whole;
}

/** Entropy (nats) of the last 32 tokens under 2.4: a loop. Source: whisper.cpp, whisper_sequence_score. */
export function isLoop(tokens: readonly number[]): boolean {
  if (tokens.length < loopTokens) return false;
  const counts = new Map<number, number>();
  for (const token of tokens.slice(-loopTokens)) counts.set(token, (counts.get(token) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / loopTokens);
  return -shares.reduce((sum, share) => sum + share * Math.log(share), 0) < lowestEntropy;
}

/**
 * Tokens without what their end repeats five times or more: of the repeats one is left.
 * Source: whisper_streaming and its like; the shortest period that repeats counts.
 */
export function trimRepeatedTail(tokens: readonly number[]): readonly number[] {
  for (let period = 1; period * tailRepeats <= tokens.length; period++) {
    const last = tokens.length - 1;
    let repeated = 0;
    while (repeated + period <= last && tokens[last - repeated] === tokens[last - repeated - period])
      repeated++;
    if (repeated >= period * (tailRepeats - 1)) {
      return tokens.slice(0, tokens.length - period * Math.floor(repeated / period));
    }
  }
  return tokens;
}

/**
 * Whether there is nothing to hear: no tenth of a second is louder than RMS 0.0025 (-52 dBFS). The loudest one
 * counts, since a word in a long silence has little power on the whole.
 */
export function isInaudible(samples: Float32Array, sampleRateHz: number): boolean {
  const block = Math.max(1, Math.round(gateBlockSeconds * sampleRateHz));
  const limit = lowestRms * lowestRms;
  for (let start = 0; start < samples.length; start += block) {
    const end = Math.min(samples.length, start + block);
    let power = 0;
    for (let at = start; at < end; at++) power += (samples[at] as number) ** 2;
    if (power >= limit * block) return false;
  }
  return true;
}
