import { expect, test, vi } from "vitest";
import type { SessionFigures } from "../links/figures.ts";
import { metricsMessage } from "../links/testing.ts";
import { LiveFigures } from "./live-figures.ts";
import { nodeOf, sessionOf } from "./testing.ts";

const session = (sessionId: string, packetsIn = 0, flowId = "flow") =>
  sessionOf([nodeOf("vad", { packetsIn })], [], { sessionId, flowId });

function figuresOf(flowId = "flow") {
  const figures = new LiveFigures();
  figures.watchFlow(flowId);
  const push = (timeMs: number, ...sessions: SessionFigures[]) =>
    figures.receive(metricsMessage(timeMs, ...sessions));
  return { figures, push };
}

test("the newest session of the flow in front is watched, or the one chosen", () => {
  const { figures, push } = figuresOf();
  push(1000, session("old"), session("new"), session("other", 0, "another"));
  expect(figures.sessions().map(({ sessionId }) => sessionId)).toEqual(["old", "new"]);
  expect(figures.watched()?.sessionId).toBe("new");
  figures.watch("old");
  expect(figures.watched()?.sessionId).toBe("old");
  figures.watch(undefined);
  expect(figures.watched()?.sessionId).toBe("new");
  figures.watchFlow("another");
  expect(figures.watched()?.sessionId).toBe("other");
});

test("rates are over the last second", () => {
  const { figures, push } = figuresOf();
  for (const [index, packets] of [0, 10, 10, 20, 20, 30, 30].entries()) {
    push(1000 + index * 250, session("a", packets));
  }
  expect(figures.nodes().get("vad")?.packetsPerSecond).toBe(20);
});

test("another session begins without rates and without the history of the one before", () => {
  const { figures, push } = figuresOf();
  push(1000, session("a", 5));
  push(1250, session("a", 10));
  push(1500, session("a", 15), session("b", 9000));
  expect(figures.nodes().get("vad")?.packetsPerSecond).toBeNaN();
  expect(figures.history("vad")?.length).toBe(1);
});

test("choosing a session tells of it at once, without waiting for a message", () => {
  const { figures, push } = figuresOf();
  push(1000, session("a", 5), session("b", 7));
  figures.watch("a");
  expect(figures.nodes().get("vad")?.figures.packetsIn).toBe(5);
});

test("history is stored of every node for five minutes, and stays when the session has ended", () => {
  const { figures, push } = figuresOf();
  for (let index = 0; index < 1300; index++) push(1000 + index * 250, session("a", index));
  push(400_000);
  expect(figures.watched()).toBeUndefined();
  expect(figures.nodes().size).toBe(0);
  const [times, packets] = figures.history("vad")?.columns("packetsPerSecond") ?? [];
  expect(times).toHaveLength(1200);
  expect(packets?.at(-1)).toBe(4);
});

test("a node that has left the session takes its history with it", () => {
  const { figures, push } = figuresOf();
  push(1000, sessionOf([nodeOf("vad"), nodeOf("gone")]));
  push(1250, sessionOf([nodeOf("vad")]));
  expect(figures.history("gone")).toBeUndefined();
});

test("sessions that nobody watches cost nothing", () => {
  const { push } = figuresOf();
  const unwatched = session("other", 0, "another");
  const read = vi.fn(() => []);
  Object.defineProperty(unwatched, "nodes", { get: read });
  push(1000, unwatched, session("a"));
  push(1250, unwatched, session("a"));
  expect(read).not.toHaveBeenCalled();
});

test("between two messages the answers are the same objects", () => {
  const { figures, push } = figuresOf();
  push(1000, session("a"));
  expect(figures.sessions()).toBe(figures.sessions());
  expect(figures.watched()).toBe(figures.watched());
});
