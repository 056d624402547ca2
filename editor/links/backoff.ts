/**
 * Time until the next attempt to connect, in ms: doubles from 250 ms to 4 s, of which a random half, so that
 * a thousand pages do not come back to a restarted server at once.
 *
 * @param failures failed attempts since the last success, from 0
 * @param random from 0 to 1
 */
export function backoffMs(failures: number, random = Math.random()): number {
  return Math.min(4000, 250 * 2 ** failures) * (0.5 + random / 2);
}
