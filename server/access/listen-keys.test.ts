import { expect, test } from "vitest";
import { ListenKeys } from "./listen-keys.ts";

const keys = new ListenKeys("correct-horse-battery");

test("a key opens its own session, and no other", () => {
  const key = keys.keyOf("one");
  expect(key).toMatch(/^[\w-]{22}$/);
  expect(keys.opens("one", key)).toBe(true);
  for (const other of ["two", "", "one ", "ONE"])
    expect([other, keys.opens(other, key)]).toEqual([other, false]);
});

test("a key stays the same through a restart, and is void under another token", () => {
  const key = keys.keyOf("one");
  expect(new ListenKeys("correct-horse-battery").keyOf("one")).toBe(key);
  expect(new ListenKeys("another-horse-battery").opens("one", key)).toBe(false);
});

test("what is not the whole key opens nothing", () => {
  const key = keys.keyOf("one");
  for (const wrong of [
    "",
    key.slice(0, -1),
    `${key}AA`,
    "A".repeat(22),
    "correct-horse-battery",
    "%00",
    "é".repeat(22),
  ]) {
    expect([wrong, keys.opens("one", wrong)]).toEqual([wrong, false]);
  }
});
