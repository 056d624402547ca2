import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api/client.ts";
import { LiveTuner, tuningKey } from "./live-tuning.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const target = { flowId: "f", nodeId: "vad", sessionIds: ["s1"] };
const key = tuningKey("f", "vad", "threshold");

/** A server that notes what comes, and takes `answerMs` for it. */
function server(answerMs = 0) {
  const got: { sessionId: string; config: unknown; atMs: number }[] = [];
  const startMs = Date.now();
  const tune = async (sessionId: string, _nodeId: string, config: unknown) => {
    got.push({ sessionId, config, atMs: Date.now() - startMs });
    await new Promise((resolve) => setTimeout(resolve, answerMs));
  };
  return { got, tuner: new LiveTuner(tune) };
}

test("a drag of 60 values in a second is sent at once, then every 100 ms, and ends with its last value", async () => {
  const { got, tuner } = server();
  for (let value = 1; value <= 60; value++) {
    tuner.set(target, "threshold", value);
    await vi.advanceTimersByTimeAsync(1000 / 60);
  }
  await vi.runAllTimersAsync();
  expect(got[0]).toMatchObject({ atMs: 0, config: { threshold: 1 } });
  expect(got.at(-1)?.config).toEqual({ threshold: 60 });
  expect(got.length).toBeLessThanOrEqual(12);
  for (const [index, { atMs }] of got.entries())
    if (index > 0) expect(atMs - (got[index - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(100);
});

test("with a slow server no message overtakes another", async () => {
  const { got, tuner } = server(350);
  for (let value = 1; value <= 10; value++) {
    tuner.set(target, "threshold", value);
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.runAllTimersAsync();
  expect(got.map(({ atMs }) => atMs)).toEqual([0, 350, 700, 1050]);
  expect(got.at(-1)?.config).toEqual({ threshold: 10 });
});

test("settings of a node take turns, one a message, and every session gets them", async () => {
  const { got, tuner } = server();
  const both = { ...target, sessionIds: ["s1", "s2"] };
  tuner.set(both, "threshold", 1);
  tuner.set(both, "threshold", 2);
  tuner.set(both, "paddingMs", 50);
  await vi.runAllTimersAsync();
  expect(got.map(({ sessionId }) => sessionId)).toEqual(["s1", "s2", "s1", "s2", "s1", "s2"]);
  const ofFirst = got.filter(({ sessionId }) => sessionId === "s1").map(({ config }) => config);
  expect(ofFirst).toEqual([{ threshold: 1 }, { threshold: 2 }, { paddingMs: 50 }]);
});

test("the note of success goes away, the server's reason stays until a value is taken", async () => {
  let failure: Error | undefined;
  const tuner = new LiveTuner(async () => {
    if (failure !== undefined) throw failure;
  });
  tuner.set(target, "threshold", 1);
  await vi.advanceTimersByTimeAsync(50);
  expect(tuner.states.getState()[key]).toEqual({ kind: "sent" });
  await vi.runAllTimersAsync();
  expect(tuner.states.getState()[key]).toBeUndefined();

  failure = new ApiError(400, {
    error: { code: "config.invalid", message: "9 is not allowed.", hint: "Give 1." },
  });
  tuner.set(target, "threshold", 9);
  await vi.runAllTimersAsync();
  expect(tuner.states.getState()[key]).toEqual({ kind: "failed", message: "9 is not allowed. Give 1." });

  failure = undefined;
  tuner.set(target, "threshold", 1);
  await vi.advanceTimersByTimeAsync(50);
  expect(tuner.states.getState()[key]).toEqual({ kind: "sent" });
});

test("a session that ended meanwhile is no error", async () => {
  const tuner = new LiveTuner(async () => {
    throw new ApiError(404, { error: { code: "session.unknown", message: "Gone.", hint: "" } });
  });
  tuner.set(target, "threshold", 1);
  await vi.advanceTimersByTimeAsync(50);
  expect(tuner.states.getState()[key]).toEqual({ kind: "sent" });
});

test("nothing is sent while no session runs", async () => {
  const { got, tuner } = server();
  tuner.set({ ...target, sessionIds: [] }, "threshold", 1);
  await vi.runAllTimersAsync();
  expect(got).toEqual([]);
  expect(tuner.isBehind(target, "threshold", 2)).toBe(false);
});

test("a document that went back behind a sent value is known", () => {
  const { tuner } = server();
  tuner.set(target, "threshold", 0.7);
  expect(tuner.isBehind(target, "threshold", 0.7)).toBe(false);
  expect(tuner.isBehind(target, "threshold", 0.5)).toBe(true);
  expect(tuner.isBehind({ ...target, sessionIds: ["later"] }, "threshold", 0.5)).toBe(false);
});
