import type { ConfigOf } from "#engine/graph/definition.ts";
import type { definition } from "./definition.ts";

/** A signal: its sample at a place, counted from the start. */
export type Signal = (at: number) => number;

const sweepStartHz = 20;
const sweepEndHz = 20_000;
const sweepSeconds = 10;

/** The signal that a config asks for, within plus and minus its level. */
export function makeSignal(config: ConfigOf<typeof definition>): Signal {
  const { kind, frequencyHz, levelDb, sampleRateHz } = config;
  const peak = 10 ** (levelDb / 20);
  switch (kind) {
    case "silence":
      return () => 0;
    case "white-noise":
      return (at) => peak * noise(at);
    case "sine":
      // Whole turns are taken off first: a sine of large numbers loses precision.
      return (at) => peak * Math.sin(2 * Math.PI * (((at * frequencyHz) / sampleRateHz) % 1));
    case "sweep":
      return sweep(peak, sampleRateHz);
  }
}

/** Exponential sine sweep (A. Farina, "Simultaneous measurement of impulse response…", AES 108, 2000), repeated. */
function sweep(peak: number, sampleRateHz: number): Signal {
  const endHz = Math.min(sweepEndHz, 0.45 * sampleRateHz);
  const growth = Math.log(endHz / sweepStartHz);
  const length = sweepSeconds * sampleRateHz;
  const turns = (sweepStartHz * sweepSeconds) / growth;
  return (at) => peak * Math.sin(2 * Math.PI * turns * (Math.exp(((at % length) / length) * growth) - 1));
}

/** Uniform noise in -1…1: the finaliser of MurmurHash3 (A. Appleby, public domain) over the sample's number. */
function noise(at: number): number {
  let hash = (at + 0x9e3779b9) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x7fffffff - 1;
}
