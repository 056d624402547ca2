/**
 * Media time: an integer count of samples at the session's source rate, together with that rate. This is the only place
 * that turns samples, rates and milliseconds into one another; wall time has nothing to do with it.
 */

/** A stretch of media time. It survives resampling unchanged: the clock rate is the source's, not that of the samples. */
export interface MediaSpan {
  /** First sample of the stretch, at the source rate. */
  readonly startSamples: number;
  /** Sample after the last one of the stretch, at the source rate. */
  readonly endSamples: number;
  /** The source rate that both are counted in, in Hz. */
  readonly clockRateHz: number;
}

/** The span alone of a packet, to build another packet of the same stretch. */
export function spanOf({ startSamples, endSamples, clockRateHz }: MediaSpan): MediaSpan {
  return { startSamples, endSamples, clockRateHz };
}

/** `samples` counted at one rate as a count at another, rounded to nearest; exact for whole numbers. */
export function rescaleSamples(samples: number, fromRateHz: number, toRateHz: number): number {
  const wholeSeconds = Math.floor(samples / fromRateHz);
  const rest = samples - wholeSeconds * fromRateHz;
  return wholeSeconds * toRateHz + Math.round((rest * toRateHz) / fromRateHz);
}

/** A count of samples in milliseconds, not rounded. */
export function samplesToMs(samples: number, rateHz: number): number {
  return (samples * 1000) / rateHz;
}

/** Milliseconds as a count of samples, not rounded. */
export function msToSamples(ms: number, rateHz: number): number {
  return (ms * rateHz) / 1000;
}

/** Where a stretch lies in media time, in ms to the microsecond. */
export function spanMs({ startSamples, endSamples, clockRateHz }: MediaSpan): {
  startMs: number;
  endMs: number;
} {
  const toMs = (samples: number) => Math.round(samplesToMs(samples, clockRateHz) * 1000) / 1000;
  return { startMs: toMs(startSamples), endMs: toMs(endSamples) };
}

/** A stretch of samples that belong to a packet: where it begins in media time, and at which rate they are. */
export interface SampledSpan extends MediaSpan {
  /** Rate of the samples, in Hz; it need not be that of the clock. */
  readonly sampleRateHz: number;
}

/**
 * Puts something found among a packet's samples on the session's clock.
 * @param found `startSamples` and `endSamples` counted from the packet's first sample, at its sample rate
 */
export function onClock<Found extends { readonly startSamples: number; readonly endSamples: number }>(
  found: Found,
  { startSamples: origin, clockRateHz, sampleRateHz }: SampledSpan,
): Found {
  const place = (samples: number) => origin + Math.round((samples * clockRateHz) / sampleRateHz);
  return { ...found, startSamples: place(found.startSamples), endSamples: place(found.endSamples) };
}
