/** Numbers from 0 up to, but not with, 1. */
export type Random = () => number;

/**
 * A generator that gives the same numbers for the same seed, so that a recording gives the same text twice.
 * Source: Marsaglia 2003, Xorshift RNGs (32 bits, shifts 13, 17, 5).
 * @param seed not 0
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Draws a token with probability softmax(logits / temperature). Those at minus infinity are never drawn.
 * @param temperature above 0
 */
export function sampleToken(logits: Float32Array, temperature: number, random: Random): number {
  let peak = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logits.length; at++) peak = Math.max(peak, logits[at] as number);
  const weightOf = (at: number) => Math.exp(((logits[at] as number) - peak) / temperature);
  let total = 0;
  for (let at = 0; at < logits.length; at++) total += weightOf(at);
  let rest = random() * total;
  let last = 0;
  for (let at = 0; at < logits.length; at++) {
    const weight = weightOf(at);
    if (weight === 0) continue;
    last = at;
    rest -= weight;
    if (rest < 0) return at;
  }
  return last;
}
