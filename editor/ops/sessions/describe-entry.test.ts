import { expect, test } from "vitest";
import type { LogEntry } from "../../api/session-log.ts";
import { describeEntry } from "./describe-entry.ts";

const entry = (event: LogEntry["event"]): LogEntry => ({ sequence: 1, timeMs: 1, event });

test("a session that falls back and comes back says so, with the reason", () => {
  const device = { type: "device", nodeId: "transcribe" } as const;
  const events: LogEntry["event"][] = [
    { type: "state", state: "live" },
    { ...device, device: "cpu", wanted: "npu", reason: "It crashed." },
    { ...device, device: "npu", before: "cpu" },
  ];
  expect(events.map((event) => describeEntry(entry(event)))).toEqual([
    "Live",
    "transcribe runs on cpu, not on npu: It crashed.",
    "transcribe left cpu and runs on npu",
  ]);
});

test("what a node shows is told with its media time, node and port, and whether more of it is not kept", () => {
  const line = { nodeId: "speech", port: "in", startMs: 61_000, endMs: 62_000, text: "segment" };
  const shown = { type: "shown", ...line } as const;
  expect(describeEntry(entry(shown))).toBe("1:01 speech.in: segment");
  expect(describeEntry(entry({ ...shown, isLast: true }))).toBe(
    "1:01 speech.in: segment (more of this node is not kept)",
  );
});
