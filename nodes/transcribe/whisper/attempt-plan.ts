import { type AttemptFigures, isSilence, isUnsure } from "../guards/confidence.ts";
import { isRepetitive } from "../guards/repetition.ts";

const temperatures: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8, 1];
const highestPromptTemperature = 0.5;

/** Whether to decode the window again, at the next temperature. Source: openai/whisper, decode_with_fallback. */
export function needsRetry(figures: AttemptFigures): boolean {
  if (isSilence(figures)) return false;
  return isRepetitive(figures) || isUnsure(figures);
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
 * @param isPartial nothing is drawn: the next partial comes soon
 */
export function attemptPlan(hasPrompt: boolean, isPartial: boolean): readonly PlannedAttempt[] {
  const plan = temperatures.map((temperature) => {
    return { temperature, usesPrompt: hasPrompt && temperature <= highestPromptTemperature };
  });
  const without = plan.findIndex(({ usesPrompt }) => !usesPrompt);
  const whole = hasPrompt ? plan.toSpliced(without, 0, { temperature: 0, usesPrompt: false }) : plan;
  return isPartial ? whole.filter(({ temperature }) => temperature === 0) : whole;
}
