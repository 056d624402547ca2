import { expect, test } from "vitest";
import { Pacer } from "./pacer.ts";
import { systemClock, type WallClock } from "./wall-clock.ts";

/** A clock whose timers fire up to 1 ms early or 15 ms late, as real ones do. */
function sloppyClock(): WallClock {
  let nowMs = 1000;
  let turn = 0;
  return {
    nowMs: () => nowMs,
    async sleep(ms) {
      turn = (turn * 16_807 + 7) % 2_147_483_647;
      nowMs += Math.max(0.1, ms - 1 + (turn % 17));
    },
  };
}

test("an hour of chunks never comes early, nor does lateness add up", async () => {
  const clock = sloppyClock();
  const startMs = clock.nowMs();
  const pacer = new Pacer(44_100, new AbortController().signal, clock);
  for (let samples = 4410; samples <= 44_100 * 3600; samples += 4410) {
    await pacer.until(samples);
    const lateMs = clock.nowMs() - startMs - samples / 44.1;
    expect(lateMs).toBeGreaterThanOrEqual(-1e-6);
    expect(lateMs).toBeLessThan(17);
  }
});

test("what is overdue is not waited for", async () => {
  const clock = { nowMs: () => nowMs, sleep: () => Promise.reject(new Error("slept")) };
  let nowMs = 0;
  const pacer = new Pacer(1000, new AbortController().signal, clock);
  nowMs = 5000;
  await pacer.until(4999);
});

test("a signal ends the wait", async () => {
  const abort = new AbortController();
  const wait = new Pacer(1, abort.signal, systemClock).until(3600);
  abort.abort();
  await wait;
  await new Pacer(1, abort.signal, systemClock).until(3600);
});
