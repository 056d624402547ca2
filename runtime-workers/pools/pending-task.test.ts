import { expect, test } from "vitest";
import { type PendingTask, takeBatch } from "./pending-task.ts";
import { TaskQueue } from "./task-queue.ts";

interface Given {
  readonly batchKey?: string;
  readonly module?: string;
  readonly priority?: number;
  readonly attempts?: number;
}

function queueOf(...given: readonly Given[]): TaskQueue<PendingTask> {
  const queue = new TaskQueue<PendingTask>(100);
  for (const [id, { batchKey, module = "m", priority = 0, attempts = 0 }] of given.entries()) {
    const { signal } = new AbortController();
    const request = {
      nodeType: "t",
      module,
      input: null,
      devices: [],
      signal,
      ...(batchKey === undefined ? {} : { batchKey }),
    };
    const settle = () => {};
    const rest = {
      queuedAtMs: performance.now(),
      isMovable: false,
      timedOut: false,
      timers: [],
      resolve: settle,
      reject: settle,
    };
    queue.push({ id, priority, request, attempts, ...rest });
  }
  return queue;
}

const taken = (queue: TaskQueue<PendingTask>, idleWorkers: number, limit = 4) =>
  takeBatch(queue, idleWorkers, limit).map(({ id }) => id);
const a = { batchKey: "a" };

test("of an empty queue nothing is taken", () => {
  expect(taken(queueOf(), 1)).toEqual([]);
});

test("only tasks of one module, key and priority go together; the others keep their places", () => {
  const queue = queueOf(a, { batchKey: "b" }, a, { ...a, module: "n" }, {}, a, { ...a, priority: 1 });
  expect(taken(queue, 1)).toEqual([0, 2, 5]);
  expect([taken(queue, 1), taken(queue, 1), taken(queue, 1), taken(queue, 1)]).toEqual([[1], [3], [4], [6]]);
});

test("a task without a key runs by itself", () => {
  expect(taken(queueOf({}, {}, {}), 1)).toEqual([0]);
});

test("no more go together than the limit says", () => {
  const queue = queueOf(a, a, a, a, a, a);
  expect([taken(queue, 1), taken(queue, 1)]).toEqual([
    [0, 1, 2, 3],
    [4, 5],
  ]);
});

test("each idle worker gets its share: two for two workers run beside each other, not together", () => {
  expect(taken(queueOf(a, a), 2)).toEqual([0]);
  expect(taken(queueOf(a, a, a, a, a), 2)).toEqual([0, 1, 2]);
});

test("one that was tried before runs by itself, and joins no others", () => {
  const again = { ...a, attempts: 1 };
  expect(taken(queueOf(again, a), 1)).toEqual([0]);
  expect(taken(queueOf(a, again, a), 1)).toEqual([0, 2]);
});
