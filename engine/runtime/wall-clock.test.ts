import { expect, test, vi } from "vitest";
import { systemClock } from "./wall-clock.ts";

test("a sleep ends when its signal fires, and leaves no timer and no listener behind", async () => {
  const abort = new AbortController();
  const removed = vi.spyOn(abort.signal, "removeEventListener");
  await systemClock.sleep(1, abort.signal);
  expect(removed).toHaveBeenCalledTimes(1);
  const sleeping = systemClock.sleep(3_600_000, abort.signal);
  abort.abort();
  await sleeping;
  await systemClock.sleep(3_600_000, abort.signal);
});

test("it never goes back", () => {
  const [first, second] = [systemClock.nowMs(), systemClock.nowMs()];
  expect(second).toBeGreaterThanOrEqual(first);
});
