import fc from "fast-check";
import { expect, test } from "vitest";
import type { QueuePolicy } from "../graph/definition.ts";
import { BoundedQueue } from "./queue.ts";

const policies: QueuePolicy[] = ["block", "drop-oldest", "drop-newest", "latest"];
const capacities = fc.integer({ min: 1, max: 9 });
/** true = push the next number, false = shift one. */
const scripts = fc.array(fc.boolean(), { maxLength: 200 });

/** Plays a script against a queue and returns what came out, then what was still in. */
function play(queue: BoundedQueue<number>, script: readonly boolean[], check = () => {}) {
  const shifted: number[] = [];
  let pushed = 0;
  for (const isPush of script) {
    if (isPush) void queue.push(pushed++);
    else take();
    check();
  }
  while (queue.length > 0) take();
  function take() {
    const item = queue.shift();
    if (item !== undefined) shifted.push(item);
  }
  return { shifted, pushed };
}

test("block loses nothing and keeps the order, whatever the capacity", () => {
  fc.assert(
    fc.property(capacities, scripts, (capacity, script) => {
      const { shifted, pushed } = play(new BoundedQueue({ policy: "block", capacity }), script);
      expect(shifted).toEqual(Array.from({ length: pushed }, (_, at) => at));
    }),
  );
});

test("every policy keeps its bound and the order, and counts what it drops", () => {
  fc.assert(
    fc.property(fc.constantFrom(...policies), capacities, scripts, (policy, capacity, script) => {
      const queue = new BoundedQueue<number>({ policy, capacity });
      const { shifted, pushed } = play(queue, script, () => {
        expect(queue.length).toBeLessThanOrEqual(policy === "latest" ? 1 : capacity);
      });
      expect(shifted).toEqual([...shifted].sort((a, b) => a - b));
      expect(shifted.length + queue.dropped).toBe(pushed);
    }),
  );
});

test("drop-oldest keeps the newest items, drop-newest the oldest, latest the very last", () => {
  const left = (policy: QueuePolicy) => {
    const queue = new BoundedQueue<number>({ policy, capacity: 3 });
    return play(queue, Array<boolean>(10).fill(true)).shifted;
  };
  expect(left("drop-oldest")).toEqual([7, 8, 9]);
  expect(left("drop-newest")).toEqual([0, 1, 2]);
  expect(left("latest")).toEqual([9]);
});

test("a sender waits under block only while the queue is full, and is let go in its turn", async () => {
  const queue = new BoundedQueue<string>({ policy: "block", capacity: 1 });
  const admitted: string[] = [];
  expect(queue.push("a")).toBeUndefined();
  for (const item of ["b", "c"]) void queue.push(item)?.then(() => admitted.push(item));
  await Promise.resolve();
  expect(admitted).toEqual([]);
  queue.shift();
  await Promise.resolve();
  expect(admitted).toEqual(["b"]);
});

test("clear lets waiting senders go, so that an abort cannot hang", async () => {
  const queue = new BoundedQueue<string>({ policy: "block", capacity: 1 });
  queue.push("a");
  const waiting = queue.push("b");
  queue.clear();
  await waiting;
  expect(queue.length).toBe(0);
});

test("its items are listed oldest first, those of waiting senders too, and stay", () => {
  const queue = new BoundedQueue<number>({ policy: "block", capacity: 2 });
  for (const item of [1, 2, 3]) void queue.push(item);
  queue.shift();
  void queue.push(4);
  expect([...queue.items()]).toEqual([2, 3, 4]);
  expect(queue.shift()).toBe(2);
});
