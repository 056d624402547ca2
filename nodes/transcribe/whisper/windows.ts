/** A stretch of text within a window, in samples of the model's rate from the window's start. */
export interface TimedTokens {
  readonly startSamples: number;
  readonly endSamples: number;
  /** Text tokens only; they follow one another in the window. */
  readonly tokens: readonly number[];
  /** Place of the first of them among the window's tokens. */
  readonly firstToken: number;
}

/** A decoded window cut at its timestamps, and where the next one starts. */
export interface WindowParts {
  readonly parts: readonly TimedTokens[];
  /** Start of the next window from the start of this one; its end when all of it was decoded. */
  readonly advanceSamples: number;
}

/** The window that tokens came from. */
export interface WindowShape {
  /** Token of 0 s. */
  readonly timestampBegin: number;
  /** Samples from one timestamp token to the next. */
  readonly timestampSamples: number;
  readonly sampleRateHz: number;
  /** The window's audio, as long as it reaches. */
  readonly samples: Float32Array;
  /** No audio lies behind this window. */
  readonly isLast: boolean;
}

/** No window starts sooner than this after the one before, so that their number stays bounded. */
const shortestAdvanceSeconds = 1;
/** Audio left over by the model is looked at from this length on. */
const shortestRestSeconds = 0.5;
/** Left-over audio within 20 dB of the speech before it may be speech too. */
const quietPowerRatio = 0.01;

/**
 * Cuts a window at its timestamp pairs and says where to go on.
 * - Text after the last pair was probably cut off by the window's end: it is left to the next window, which
 *   starts at that pair. Behind the last window lies nothing that could cut, so its text is kept.
 * - A single timestamp at the end means that nothing was said after it. This is believed when the rest is
 *   quiet; else the next window starts there. (Whisper always believes it, and models trained on short
 *   clips then lose the end of a long window.)
 * - Otherwise the whole window is done. Text that starts behind the audio's end is invented and left out.
 *
 * Source: openai/whisper transcribe.py.
 */
export function splitWindow(tokens: readonly number[], shape: WindowShape): WindowParts {
  const { timestampBegin, timestampSamples, sampleRateHz, samples, isLast } = shape;
  const isTime = (at: number) => (tokens[at] ?? -1) >= timestampBegin;
  const timeAt = (at: number) =>
    Math.min(samples.length, ((tokens[at] as number) - timestampBegin) * timestampSamples);
  const cuts = [...tokens.keys()].filter((at) => isTime(at) && isTime(at - 1));
  const lastCut = cuts.at(-1) ?? 0;
  const last = tokens.length - 1;
  const endsInSingle = isTime(last) && !isTime(last - 1);
  const isFar = (at: number) => timeAt(at) >= shortestAdvanceSeconds * sampleRateHz;

  const leavesText = !endsInSingle && !isLast && lastCut > 0 && isFar(lastCut - 1);
  const leavesSound = endsInSingle && isFar(last) && soundsAfter(timeAt(last), shape);
  const ends = leavesText ? cuts : [...cuts, tokens.length];
  const parts = ends.map((end, index) => {
    const start = cuts[index - 1] ?? 0;
    return {
      startSamples: isTime(start) ? timeAt(start) : 0,
      endSamples: isTime(end - 1) ? timeAt(end - 1) : samples.length,
      tokens: tokens.slice(start, end).filter((token) => token < timestampBegin),
      firstToken: isTime(start) ? start + 1 : start,
    };
  });
  const resumeAt = leavesText ? timeAt(lastCut - 1) : leavesSound ? timeAt(last) : samples.length;
  const isInAudio = (part: TimedTokens, index: number) => index === 0 || part.startSamples < samples.length;
  return {
    parts: parts.filter((part, index) => part.tokens.length > 0 && isInAudio(part, index)),
    advanceSamples: resumeAt,
  };
}

function soundsAfter(endSamples: number, { samples, sampleRateHz }: WindowShape): boolean {
  if (samples.length - endSamples < shortestRestSeconds * sampleRateHz) return false;
  const speech = meanPower(samples.subarray(0, endSamples));
  return meanPower(samples.subarray(endSamples)) > quietPowerRatio * speech;
}

function meanPower(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum / Math.max(1, samples.length);
}
