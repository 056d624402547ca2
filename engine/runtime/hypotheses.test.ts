import { expect, test } from "vitest";
import { FlowError } from "../errors.ts";
import { Hypotheses, lossOfPartial } from "./hypotheses.ts";

interface Line {
  readonly segmentId: number;
  readonly hypothesis: "partial" | "final";
  readonly text: string;
  readonly language: string;
  readonly startSamples: number;
  readonly endSamples: number;
  readonly clockRateHz: number;
}

function setUp(signal = new AbortController().signal, standing?: readonly Line[]) {
  const sent: Line[] = [];
  const emit = (packet: Line) => void sent.push(packet);
  const hypotheses = new Hypotheses<Line>({ emit, signal, lineOf: ({ language }) => language }, standing);
  const shown = () =>
    sent.map(({ segmentId, hypothesis, text, language }) => `${segmentId} ${hypothesis} ${language} ${text}`);
  return { sent, hypotheses, shown };
}

function line(segmentId: number, text: string, change: Partial<Line> = {}): Line {
  const span = { startSamples: 100 * segmentId, endSamples: 100 * segmentId + 50, clockRateHz: 1000 };
  return { segmentId, hypothesis: "partial", text, language: "en", ...span, ...change };
}
const final = (segmentId: number, text: string, change: Partial<Line> = {}) =>
  line(segmentId, text, { hypothesis: "final", ...change });

test("a final takes the place of what was shown; one without text is sent only where it withdraws something", async () => {
  const { hypotheses, shown } = setUp();
  await hypotheses.partial(line(1, "good"));
  await hypotheses.final(line(1, ""), async () => [final(1, "good morning")]);
  await hypotheses.final(line(2, ""), async () => [final(2, "")]);
  await hypotheses.partial(line(3, "you"));
  await hypotheses.final(line(3, ""), async () => [final(3, "")]);
  expect(shown()).toEqual([
    "1 partial en good",
    "1 final en good morning",
    "3 partial en you",
    "3 final en ",
  ]);
});

test("a final that fails withdraws what was shown, over the whole segment, and its error goes on", async () => {
  const { hypotheses, sent, shown } = setUp();
  await hypotheses.partial(line(1, "good"));
  const failing = hypotheses.final(line(1, "", { endSamples: 400 }), async () => {
    throw new FlowError("task.crashed");
  });
  await expect(failing).rejects.toMatchObject({ code: "task.crashed" });
  expect(shown()).toEqual(["1 partial en good", "1 final en "]);
  expect(sent[1]).toMatchObject({ startSamples: 100, endSamples: 400 });
});

test("of several lines each ends: with its final, or withdrawn where there is none", async () => {
  const { hypotheses, shown } = setUp();
  for (const language of ["es", "fr"]) await hypotheses.partial(line(1, "a", { language }));
  await hypotheses.final(line(1, ""), async () => [final(1, "b", { language: "fr" })]);
  expect(shown().slice(2)).toEqual(["1 final fr b", "1 final es "]);
});

test("what is shown of a segment whose final was lost is withdrawn by the next final", async () => {
  const { hypotheses, shown } = setUp();
  await hypotheses.partial(line(1, "a"));
  await hypotheses.final(line(2, ""), async () => [final(2, "b")]);
  expect(shown()).toEqual(["1 partial en a", "1 final en ", "2 final en b"]);
});

test("a partial comes too late once its segment, or a later one, is final, also one that failed", async () => {
  const { hypotheses } = setUp();
  expect(hypotheses.isOver(1)).toBe(false);
  await hypotheses.final(line(2, ""), () => Promise.reject(new Error("no"))).catch(() => {});
  expect([1, 2, 3].map((id) => hypotheses.isOver(id))).toEqual([true, true, false]);
});

test("an instance that takes the place of another withdraws what that one had shown", async () => {
  const before = setUp();
  expect(before.hypotheses.standing).toBeUndefined();
  await before.hypotheses.partial(line(1, "a"));
  await before.hypotheses.final(line(1, ""), async () => [final(1, "b")]);
  for (const language of ["es", "fr"]) await before.hypotheses.partial(line(2, "c", { language }));
  const after = setUp(undefined, structuredClone(before.hypotheses.standing));
  await after.hypotheses.final(line(2, ""), async () => [final(2, "d", { language: "es" })]);
  expect(after.shown()).toEqual(["2 final es d", "2 final fr "]);
  expect(after.hypotheses.standing).toBeUndefined();
});

test("a session that is given up withdraws nothing: it is taken up with the segment recognised again", async () => {
  const abort = new AbortController();
  const { hypotheses, shown } = setUp(abort.signal);
  await hypotheses.partial(line(1, "a"));
  abort.abort();
  await hypotheses.final(line(1, ""), () => Promise.reject(new Error("no"))).catch(() => {});
  expect(shown()).toEqual(["1 partial en a"]);
});

test("a deadline makes a partial late, a full queue and a cancel lose it, anything else is an error", () => {
  const codes = ["task.timeout", "pool.full", "task.cancelled", "model.broken"] as const;
  expect(codes.map((code) => lossOfPartial(new FlowError(code)))).toEqual([
    "late",
    "lost",
    "lost",
    undefined,
  ]);
  expect(lossOfPartial(new Error("x"))).toBeUndefined();
});
