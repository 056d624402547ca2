import { expect, test } from "vitest";
import type { CaptionStreamMessage } from "#engine/protocol/caption-stream.ts";
import { applyMessage, emptyTranscript, type Transcript, translationLanguages } from "./transcript.ts";

const span = { startMs: 0, endMs: 900, averageLogProbability: -0.1 };
const speech = (kind: "partial" | "final", segmentId: number, text: string, more = {}) => ({
  kind,
  segmentId,
  language: "en",
  text,
  languageProbability: 1,
  noSpeechProbability: 0,
  ...span,
  startMs: segmentId * 1000,
  ...more,
});
const translated = (segmentId: number, language: string, text: string, hypothesis: "partial" | "final") => ({
  kind: "translation" as const,
  segmentId,
  language,
  text,
  hypothesis,
  sourceLanguage: "en",
  sourceText: "",
  ...span,
});
type Caption = ReturnType<typeof speech> | ReturnType<typeof translated>;
const partial = (event: Caption): CaptionStreamMessage => ({ type: "partial", event });
const stored = (event: Caption): CaptionStreamMessage => ({
  type: "event",
  sequence: 1,
  event: { type: "caption", event },
});
const speaker = (segmentId: number, number: number): CaptionStreamMessage => ({
  type: "event",
  sequence: 1,
  event: { type: "speaker", segmentId, speaker: number, similarity: 1, isNew: true, ...span },
});
const play = (messages: readonly CaptionStreamMessage[], from: Transcript = emptyTranscript) =>
  messages.reduce(applyMessage, from);

test("a translation without text withdraws its partial, and the other languages stay", () => {
  const { segments } = play([
    stored(speech("final", 1, "Where is it?")),
    partial(translated(1, "es", "Dónde", "partial")),
    stored(translated(1, "de", "Wo ist es?", "final")),
    stored(translated(1, "es", "", "final")),
    stored(translated(1, "fr", "", "final")),
  ]);
  expect(segments[0]?.translations.map(({ language, text }) => [language, text])).toEqual([
    ["de", "Wo ist es?"],
  ]);
});

test("partials replace each other, the final replaces them, and a late partial changes nothing", () => {
  const { segments } = play([
    partial(speech("partial", 1, "Where")),
    partial(speech("partial", 1, "Where is")),
    stored(speech("final", 1, "Where is it?", { speaker: 2 })),
    partial(speech("partial", 1, "Where is the")),
  ]);
  expect(segments).toMatchObject([{ segmentId: 1, text: "Where is it?", isFinal: true, speaker: 2 }]);
});

test("an empty final takes its partial away: it was no speech", () => {
  const { segments } = play([partial(speech("partial", 1, "Hm")), stored(speech("final", 1, ""))]);
  expect(segments).toEqual([]);
});

test("segments lie in the order of their media time, whatever order they come in", () => {
  const { segments } = play([
    stored(speech("final", 2, "two")),
    stored(speech("final", 1, "one")),
    partial(speech("partial", 3, "three")),
  ]);
  expect(segments.map(({ text }) => text)).toEqual(["one", "two", "three"]);
});

test("a speaker known before the text or after it belongs to its segment", () => {
  const before = play([speaker(1, 2), partial(speech("partial", 1, "a"))]);
  const after = play([partial(speech("partial", 1, "a")), speaker(1, 2)]);
  expect(before.segments[0]?.speaker).toBe(2);
  expect(after.segments[0]?.speaker).toBe(2);
});

test("a translation's final replaces its partial, each language on its own line", () => {
  const { segments } = play([
    stored(speech("final", 1, "Yes.")),
    partial(translated(1, "es", "Sí", "partial")),
    stored(translated(1, "fr", "Oui.", "final")),
    stored(translated(1, "es", "Sí.", "final")),
    partial(translated(1, "es", "S", "partial")),
  ]);
  expect(segments[0]?.translations).toEqual([
    { language: "es", text: "Sí.", isFinal: true },
    { language: "fr", text: "Oui.", isFinal: true },
  ]);
});

test("translations stay when the text that they belong to is said again", () => {
  const { segments } = play([
    partial(speech("partial", 1, "Yes")),
    partial(translated(1, "es", "Sí", "partial")),
    stored(speech("final", 1, "Yes.")),
  ]);
  expect(segments[0]?.translations).toHaveLength(1);
});

test("what did not change stays the same object, so that it is not drawn again", () => {
  const before = play([stored(speech("final", 1, "one")), stored(speech("final", 2, "two"))]);
  const after = play([partial(speech("partial", 3, "three"))], before);
  expect(after.segments[0]).toBe(before.segments[0]);
  expect(after.segments[1]).toBe(before.segments[1]);
});

test("a new connection drops partials, which may be stale, and keeps finals", () => {
  const { segments, state } = play([
    stored(speech("final", 1, "one")),
    partial(speech("partial", 2, "tw")),
    { type: "hello", version: 1, sessionId: "s", sequence: 1, state: "waiting" },
  ]);
  expect(segments.map(({ text }) => text)).toEqual(["one"]);
  expect(state).toBe("waiting");
});

test("a failure and its reason outlive the end of the stream", () => {
  const transcript = play([
    { type: "event", sequence: 1, event: { type: "state", state: "failed", reason: "No model." } },
    { type: "end", sequence: 1 },
  ]);
  expect(transcript).toMatchObject({ state: "failed", reason: "No model." });
});

test("languages are listed once, in the order in which they came", () => {
  const transcript = play([
    stored(speech("final", 1, "Yes.")),
    stored(translated(1, "fr", "Oui.", "final")),
    stored(translated(1, "es", "Sí.", "final")),
  ]);
  expect(translationLanguages(transcript)).toEqual(["fr", "es"]);
});

test("what is no news to a reader changes nothing, nor does a kind of event that only a newer server knows", () => {
  const before = play([stored(speech("final", 1, "Yes."))]);
  const other = (event: object) => ({ type: "event", sequence: 2, event }) as CaptionStreamMessage;
  expect(applyMessage(before, other({ type: "device", nodeId: "vad", device: "cpu" }))).toBe(before);
  expect(applyMessage(before, other({ type: "of-tomorrow" }))).toBe(before);
});
