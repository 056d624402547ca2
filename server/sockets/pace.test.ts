import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

/** Sends 20 ms frames as fast as the pace lets, in steps of 10 ms; answers the media time sent at each second. */
function flood(pace: Pace, seconds: number): number[] {
  const sentMs: number[] = [];
  let sum = 0;
  for (let nowMs = 0; nowMs <= seconds * 1000; nowMs += 10) {
    while (!pace.isAhead(nowMs)) {
      pace.add(20, nowMs);
      sum += 20;
    }
    if (nowMs % 1000 === 0) sentMs.push(sum);
  }
  return sentMs;
}

test("ten seconds may come at once, then twice real time", () => {
  const sentMs = flood(new Pace(), 60);
  for (const [second, ms] of sentMs.entries()) {
    expect(ms).toBeGreaterThanOrEqual(10_000 + second * 2000 - 20);
    expect(ms).toBeLessThanOrEqual(10_000 + second * 2000 + 40);
  }
});

test("a client in real time is never ahead, and earns nothing by pausing", () => {
  const pace = new Pace();
  for (let nowMs = 0; nowMs < 600_000; nowMs += 20) {
    expect(pace.isAhead(nowMs)).toBe(false);
    pace.add(20, nowMs);
  }
  pace.add(11_000, 900_000);
  expect(pace.isAhead(900_000)).toBe(true);
});
