import { expect, test } from "vitest";
import type { SessionEvent } from "#engine/protocol/session-event.ts";
import { RepeatFilter } from "./repeat-filter.ts";

const final = (startMs: number, endMs: number): SessionEvent => ({
  type: "caption",
  event: {
    kind: "final",
    segmentId: 1,
    language: "en",
    text: "Yes.",
    startMs,
    endMs,
    averageLogProbability: -0.1,
    languageProbability: 1,
    noSpeechProbability: 0,
  },
});
const translation = (language: string, startMs: number, endMs: number): SessionEvent => ({
  type: "caption",
  event: {
    kind: "translation",
    hypothesis: "final",
    segmentId: 1,
    language,
    text: "Sí.",
    sourceText: "Yes.",
    sourceLanguage: "en",
    startMs,
    endMs,
    averageLogProbability: -0.1,
  },
});

test("a caption that was stored is a repeat, also when its times have moved a little", () => {
  const filter = new RepeatFilter([final(0, 1000), final(2000, 3000)]);
  expect(filter.isRepeat(final(2000, 3000))).toBe(true);
  expect(filter.isRepeat(final(1960, 3040))).toBe(true);
  expect(filter.isRepeat(final(3000, 3500))).toBe(false);
});

test("each language counts for itself: a translation that was not stored is no repeat of its caption", () => {
  const filter = new RepeatFilter([final(0, 1000), translation("es", 0, 1000)]);
  expect(filter.isRepeat(translation("es", 0, 1000))).toBe(true);
  expect(filter.isRepeat(translation("fr", 0, 1000))).toBe(false);
});

test("a new session repeats nothing, and a state never is a repeat", () => {
  expect(new RepeatFilter([]).isRepeat(final(0, 10))).toBe(false);
  expect(new RepeatFilter([final(0, 10)]).isRepeat({ type: "state", state: "live" })).toBe(false);
});
