import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { Lane } from "./lane.ts";

function lane() {
  const log: unknown[] = [];
  const made = new Lane(
    (error) => log.push(error),
    () => log.push("idle"),
  );
  return { lane: made, log };
}

test("a job runs at once while none is under way", () => {
  const { lane: made, log } = lane();
  made.run(() => void log.push(1));
  made.run(() => void log.push(2));
  expect(log).toEqual([1, 2]);
  expect(made.isBusy).toBe(false);
});

test("jobs wait for one that takes time, and keep their order", async () => {
  const { lane: made, log } = lane();
  const first = Promise.withResolvers<void>();
  made.run(() => first.promise.then(() => void log.push(1)));
  made.run(() => void log.push(2));
  made.run(async () => {
    await nextTurn();
    log.push(3);
  });
  made.run(() => void log.push(4));
  expect(made.isBusy).toBe(true);
  first.resolve();
  await nextTurn();
  await nextTurn();
  await nextTurn();
  expect(log).toEqual([1, 2, 3, 4, "idle"]);
});

test.each([
  [
    "throws",
    () => {
      throw "broken";
    },
  ],
  ["rejects", () => Promise.reject("broken")],
])("a job that %s drops those that wait, and later ones run", async (_how, job) => {
  const { lane: made, log } = lane();
  const first = Promise.withResolvers<void>();
  made.run(() => first.promise);
  made.run(job);
  made.run(() => void log.push("never"));
  first.resolve();
  await nextTurn();
  made.run(() => void log.push("later"));
  expect(log).toEqual(["broken", "idle", "later"]);
});
