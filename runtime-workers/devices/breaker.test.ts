import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Breaker, type BreakerState } from "./breaker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const states: BreakerState[] = [];
  const device = { works: true, probes: 0 };
  const breaker = new Breaker({
    backoff: { firstMs: 1000, maxMs: 8000, stableMs: 60_000 },
    probe: async () => {
      device.probes++;
      if (!device.works) throw new Error("not yet");
    },
    changed: (state) => void states.push(state),
  });
  return { breaker, states, device };
}

/** Time that passes until a breaker is half open, in ms. */
async function untilHalfOpen(breaker: Breaker): Promise<number> {
  for (let ms = 0; ; ms += 100) {
    if (breaker.snapshot("").state === "half-open") return ms;
    await vi.advanceTimersByTimeAsync(100);
  }
}

test("a failure keeps tasks away until a probe has succeeded and one task has shown that it works", async () => {
  const { breaker, states } = setUp();
  expect(breaker.admits()).toBe(true);
  breaker.failed("it died");
  expect(breaker.admits()).toBe(false);
  expect(breaker.snapshot("whisper")).toMatchObject({ model: "whisper", state: "open", reason: "it died" });
  await vi.advanceTimersByTimeAsync(1000);
  expect(breaker.admits()).toBe(true);
  expect(breaker.admits(), "one at a time").toBe(false);
  breaker.undecided();
  expect(breaker.admits(), "a task that was cancelled tells nothing").toBe(true);
  breaker.succeeded();
  expect(breaker.admits() && breaker.admits()).toBe(true);
  expect(states).toEqual(["open", "half-open", "closed"]);
});

test("probes that fail come ever more seldom, and no more seldom than the maximum", async () => {
  const { breaker, device } = setUp();
  device.works = false;
  breaker.failed("gone");
  await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000 + 8000 + 8000);
  expect(device.probes).toBe(5);
  device.works = true;
  expect(await untilHalfOpen(breaker)).toBe(8000);
});

test("a device that flaps is left alone for longer each time; one that worked for long begins anew", async () => {
  const { breaker } = setUp();
  const waits: number[] = [];
  const flap = async () => {
    breaker.failed("again");
    waits.push(await untilHalfOpen(breaker));
    breaker.admits();
    breaker.succeeded();
  };
  for (let time = 0; time < 3; time++) await flap();
  await vi.advanceTimersByTimeAsync(60_100);
  await flap();
  expect(waits).toEqual([1000, 2000, 4000, 1000]);
});

test("several tasks that a dying process takes along count as one failure", async () => {
  const { breaker, states } = setUp();
  for (let task = 0; task < 4; task++) breaker.failed("it died");
  expect(await untilHalfOpen(breaker)).toBe(1000);
  expect(states).toEqual(["open", "half-open"]);
});

test("a closed one probes no more", async () => {
  const { breaker, device } = setUp();
  breaker.failed("gone");
  breaker.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(device.probes).toBe(0);
});
