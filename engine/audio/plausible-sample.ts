/** 60 dB over full scale. Float audio may exceed 1, but beyond this it is damage, not sound. */
const loudest = 1000;

/**
 * A sample as it may enter a session: what is no number, or far too large for one, becomes silence. One such sample
 * would stay in every filter and in the memory of every recurrent model behind it.
 */
export function plausibleSample(value: number): number {
  return Math.abs(value) <= loudest ? value : 0; // the comparison is false for NaN, too
}
