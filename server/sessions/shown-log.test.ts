import { expect, test } from "vitest";
import { shownLinesPerNode } from "#engine/protocol/shown-line.ts";
import { ShownLog } from "./shown-log.ts";

const line = (nodeId: string, at: number) => ({
  ...{ nodeId, port: "in", startMs: at, endMs: at + 1 },
  text: `line ${at}`,
});
const firstOf = (log: ShownLog, nodeId: string, count: number) =>
  Array.from({ length: count }, (_, at) => log.eventOf(line(nodeId, at))).filter(
    (event) => event !== undefined,
  );

test("of each node the first 200 lines are stored, the last of them says so, and other nodes have their own", () => {
  const log = new ShownLog([]);
  const stored = firstOf(log, "a", 300);
  expect(stored).toHaveLength(shownLinesPerNode);
  expect(stored[0]).toEqual({ type: "shown", ...line("a", 0) });
  expect(stored.at(-1)).toEqual({ type: "shown", ...line("a", 199), isLast: true });
  expect(log.eventOf(line("b", 0))).toBeDefined();
});

test("a session that is taken up again goes on counting what was stored of it", () => {
  const stored = firstOf(new ShownLog([]), "a", 150);
  expect(firstOf(new ShownLog(stored), "a", 300)).toHaveLength(50);
});
