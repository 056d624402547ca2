import { expect, test } from "vitest";
import type { CaptionEvent } from "../protocol/caption-event.ts";
import { type Conversation, scoreConversation } from "./conversation.ts";

const turn = (speaker: number, text: string, startMs: number, es: string) => ({
  speaker,
  language: "en",
  text,
  startMs,
  endMs: startMs + 1000,
  translations: { es },
});
const reference: Conversation = {
  audio: "a.wav",
  languages: ["en"],
  turns: [
    turn(1, "Good morning.", 0, "Buenos días."),
    turn(2, "How are you?", 2000, "¿Cómo está?"),
    turn(1, "Very well.", 4000, "Muy bien."),
  ],
};
const final = (speaker: number, text: string, startMs: number): CaptionEvent => ({
  kind: "final",
  segmentId: startMs + 1,
  speaker,
  language: "en",
  text,
  startMs,
  endMs: startMs + 900,
  averageLogProbability: -0.1,
  languageProbability: 1,
  noSpeechProbability: 0,
});

test("a run that got everything scores no error, whatever numbers its speakers have", () => {
  const events = [final(7, "good morning", 100), final(3, "How are you?", 2100), final(7, "Very well", 4050)];
  expect(scoreConversation(reference, events)).toEqual({
    wordErrorRate: 0,
    turns: 3,
    rightSpeaker: 3,
    translationErrorRate: {},
  });
});

test("a missed turn costs its words and its speaker; a swapped speaker costs the turn", () => {
  const events = [final(1, "Good morning.", 0), final(1, "How are you?", 2000)];
  const score = scoreConversation(reference, events);
  expect(score.wordErrorRate).toBeCloseTo(2 / 7);
  expect(score.rightSpeaker).toBe(1);
});

test("translations are scored a language, in the turn that they overlap", () => {
  const translation = (text: string, startMs: number): CaptionEvent => ({
    ...final(1, text, startMs),
    kind: "translation",
    averageLogProbability: -0.1,
    hypothesis: "final",
    language: "es",
    sourceLanguage: "en",
    sourceText: "",
  });
  const events = [
    translation("Buenos días", 0),
    translation("Cómo están", 2000),
    translation("Muy bien", 4000),
  ];
  expect(scoreConversation(reference, events).translationErrorRate["es"]).toBeCloseTo(1 / 6);
});
