import { expect, test } from "vitest";
import { shownLinesPerNode } from "#engine/protocol/shown-line.ts";
import { ShownLines } from "./shown-lines.ts";
import { textFrame } from "./text-frame.ts";

const line = (nodeId: string, at: number) => ({
  ...{ nodeId, port: "in", startMs: at, endMs: at + 1 },
  text: `line ${at}`,
});
const one = { sessionId: "one", flowId: "f" };
const two = { sessionId: "two", flowId: "f" };

test("lines are gathered by session in the order in which they came, and taken once", () => {
  const shown = new ShownLines();
  shown.watch(true);
  shown.add(one, line("a", 1));
  shown.add(two, line("a", 2));
  shown.add(one, line("b", 3));
  shown.add(one, line("a", 4));
  expect(shown.take()).toEqual([
    { type: "shown", ...one, lines: [line("a", 1), line("b", 3), line("a", 4)] },
    { type: "shown", ...two, lines: [line("a", 2)] },
  ]);
  expect(shown.take()).toEqual([]);
});

test("of a node that shows more than a page keeps the newest are taken", () => {
  const shown = new ShownLines();
  shown.watch(true);
  for (let at = 0; at < 1000; at++) shown.add(one, line("a", at));
  shown.add(one, line("b", 0));
  const [message] = shown.take();
  expect(message?.lines).toHaveLength(shownLinesPerNode + 1);
  expect(message?.lines[0]).toEqual(line("a", 800));
});

test("while nobody watches nothing is gathered", () => {
  const shown = new ShownLines();
  shown.add(one, line("a", 1));
  shown.watch(true);
  expect(shown.take()).toEqual([]);
  shown.add(one, line("a", 2));
  shown.watch(false);
  shown.watch(true);
  expect(shown.take()).toEqual([]);
});

test("a flood on many nodes fits into one message to a client, and hides no node", () => {
  const shown = new ShownLines();
  shown.watch(true);
  shown.add(two, line("quiet", 0));
  for (let at = 0; at < 20_000; at++) {
    shown.add(one, { ...line(`node-${at % 20}`, at), text: "\u{1F600}".repeat(500) });
  }
  const [quiet, flood] = shown.take();
  expect(quiet?.lines).toEqual([line("quiet", 0)]);
  expect(new Set(flood?.lines.map(({ nodeId }) => nodeId)).size).toBe(20);
  expect(flood?.lines.at(-1)?.startMs).toBe(19_999);
  expect(textFrame(flood).length).toBeLessThan(512 * 1024); // half of what cuts a client off
});
