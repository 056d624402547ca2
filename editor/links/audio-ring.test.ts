import { expect, test } from "vitest";
import { AudioRing } from "./audio-ring.ts";

const block = (...samples: number[]) => Int16Array.from(samples);

test("what was appended is read back from any position, across blocks", () => {
  const ring = new AudioRing(1000);
  ring.append(block(0, 1, 2));
  ring.append(block(3, 4));
  ring.append(block(5, 6, 7, 8));
  expect([...ring.read(0, 9)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect([...ring.read(2, 4)]).toEqual([2, 3, 4, 5]);
  expect([...ring.read(8, 100)]).toEqual([8]);
  expect([...ring.read(9, 100)]).toEqual([]);
});

test("forgetting drops whole blocks only, so nothing that is needed goes", () => {
  const ring = new AudioRing(1000);
  for (const start of [0, 3, 6]) ring.append(block(start, start + 1, start + 2));
  ring.forget(5);
  expect(ring.startSamples).toBe(3);
  expect([...ring.read(5, 4)]).toEqual([5, 6, 7, 8]);
  ring.forget(1000);
  expect(ring.startSamples).toBe(9);
  expect(ring.endSamples).toBe(9);
});

test("it keeps at most its length, and drops the oldest", () => {
  const ring = new AudioRing(1000, 5);
  for (let at = 0; at < 20; at += 2) ring.append(block(at, at + 1));
  expect(ring.endSamples - ring.startSamples).toBeLessThanOrEqual(5);
  expect([...ring.read(ring.startSamples, 10)]).toEqual([16, 17, 18, 19]);
});

test("a read is a copy: what was sent cannot change any more", () => {
  const ring = new AudioRing(1000);
  ring.append(block(1, 2));
  ring.read(0, 2)[0] = 99;
  expect([...ring.read(0, 2)]).toEqual([1, 2]);
});
