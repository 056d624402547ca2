const lowestLogProbability = -1;
const silenceNoSpeechProbability = 0.6;

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

/** Whether the model is not sure of the text. Source: openai/whisper transcribe.py, logprob_threshold. */
export function isUnsure({ averageLogProbability }: Pick<AttemptFigures, "averageLogProbability">): boolean {
  return averageLogProbability < lowestLogProbability;
}

/**
 * What the model takes for no speech and is at the same time not sure of: no retry, no text.
 * Source: openai/whisper transcribe.py.
 */
export function isSilence(figures: AttemptFigures): boolean {
  return figures.noSpeechProbability > silenceNoSpeechProbability && isUnsure(figures);
}
