import { expect, test } from "vitest";
import { TaskQueue } from "./task-queue.ts";

let nowMs = 0;

function queueOf(...tasks: readonly { name: string; priority: number; atMs: number }[]) {
  const queue = new TaskQueue<{ name: string; priority: number; queuedAtMs: number }>(100, () => nowMs);
  for (const { name, priority, atMs } of tasks) queue.push({ name, priority, queuedAtMs: atMs });
  return queue;
}

function order(queue: ReturnType<typeof queueOf>): string[] {
  return Array.from({ length: queue.length }, () => queue.shift()?.name ?? "");
}

const live = (name: string, atMs: number) => ({ name, priority: 0, atMs });
const file = (name: string, atMs: number) => ({ name, priority: 2, atMs });

test("a lower priority gives way, however long it waited up to ten seconds", () => {
  nowMs = 10_000;
  expect(order(queueOf(file("f", 0), live("a", 9_000), live("b", 9_500)))).toEqual(["a", "b", "f"]);
});

test("what waited longer takes every second turn, the oldest first, so that files get on under live load", () => {
  nowMs = 30_000;
  const tasks = [file("g", 2), file("f", 1), live("a", 29_000), live("b", 29_100), live("c", 29_200)];
  expect(order(queueOf(...tasks))).toEqual(["f", "a", "g", "b", "c"]);
});
