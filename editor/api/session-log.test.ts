import { expect, test } from "vitest";
import type { SessionEvent } from "#engine/protocol/session-event.ts";
import { SessionLogReader } from "./session-log.ts";

const live: SessionEvent = { type: "state", state: "live" };
const speaker: SessionEvent = {
  ...{ type: "speaker", segmentId: 1, speaker: 1, similarity: 1, isNew: true, startMs: 0, endMs: 1 },
};
const fell: SessionEvent = {
  ...{
    type: "device",
    nodeId: "transcribe",
    device: "cpu",
    before: "npu",
    wanted: "npu",
    reason: "It crashed.",
  },
};
const back: SessionEvent = { type: "device", nodeId: "transcribe", device: "npu", before: "cpu" };

/** A server that gives two events at a time. */
function readerOf(events: readonly SessionEvent[]) {
  const asked: number[] = [];
  const all = () => events.map((event, at) => ({ sequence: at + 1, timeMs: 1000 * at, event }));
  const reader = new SessionLogReader("s", async (after) => {
    asked.push(after);
    return { events: all().slice(after, after + 2), lastSequence: events.length };
  });
  return { reader, asked };
}

test("the log is read to its end, without what was said, and from there on only what is new", async () => {
  const events = [live, speaker, fell];
  const { reader, asked } = readerOf(events);
  expect((await reader.read()).map(({ event }) => event)).toEqual([live, fell]);
  events.push(back);
  expect((await reader.read()).map(({ sequence }) => sequence)).toEqual([1, 3, 4]);
  expect(asked).toEqual([0, 2, 3]);
  expect(await reader.read()).toHaveLength(3);
});
