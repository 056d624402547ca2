import { deflateSync } from "node:zlib";
import type { AttemptFigures } from "./confidence.ts";

const highestCompressionRatio = 2.4;
const loopTokens = 32;
const lowestEntropy = 2.4;
const tailRepeats = 5;

/**
 * Bytes of the text over bytes of its zlib stream: beyond 2.4 the text repeats itself. 0 for no text.
 * Source: openai/whisper utils.py, compression_ratio.
 */
export function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length;
}

/** Whether the text repeats itself as a whole or at its end. Source: openai/whisper; whisper.cpp for the entropy. */
export function isRepetitive({
  compressionRatio: ratio,
  tokens,
}: Pick<AttemptFigures, "compressionRatio" | "tokens">): boolean {
  return ratio > highestCompressionRatio || isLoop(tokens);
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
