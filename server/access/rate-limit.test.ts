import { expect, test } from "vitest";
import { RateLimit } from "./rate-limit.ts";

test("a rate comes back with time, is kept apart by address and joined by IPv6 network", () => {
  const rate = new RateLimit(2);
  expect([1, 2, 3].map(() => rate.take("10.0.0.1", 0))).toEqual([true, true, false]);
  expect(rate.take("10.0.0.1", 29_000)).toBe(false);
  expect(rate.take("10.0.0.1", 31_000)).toBe(true);
  expect(rate.take("::ffff:10.0.0.1", 31_000)).toBe(false);
  expect(rate.take("10.0.0.2", 0)).toBe(true);
  expect([1, 2, 3].map((host) => rate.take(`2001:db8::${host}`, 0))).toEqual([true, true, false]);
  expect(rate.take("2001:db8:0:1::1", 0)).toBe(true);
});

test("a flood of addresses does not grow the rate limit, nor free the one that is refused", () => {
  const rate = new RateLimit(1);
  for (let address = 0; address < 30_000; address++) {
    rate.take(`10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`, 0);
    expect(rate.take("192.0.2.1", 0)).toBe(address === 0);
  }
  expect(rate.size).toBe(10_000);
});
