import { type Static, Type } from "typebox";
import type { CaptionEvent } from "../protocol/caption-event.ts";
import { editDistance, normaliseWords } from "./word-error-rate.ts";

/** What was really said in a recording: the reference that a run is scored against. */
export const conversationSchema = Type.Object({
  audio: Type.String({ description: "File name beside the JSON file." }),
  languages: Type.Array(Type.String()),
  turns: Type.Array(
    Type.Object({
      speaker: Type.Integer({ minimum: 1 }),
      language: Type.String(),
      text: Type.String(),
      startMs: Type.Number({ minimum: 0 }),
      endMs: Type.Number({ minimum: 0 }),
      translations: Type.Record(Type.String(), Type.String()),
    }),
  ),
});

export type Conversation = Static<typeof conversationSchema>;
type Turn = Conversation["turns"][number];

/** How well a run did. */
export interface ConversationScore {
  /** Over all turns together. */
  readonly wordErrorRate: number;
  readonly turns: number;
  /** Turns of which every caption carries the right speaker. */
  readonly rightSpeaker: number;
  /** Word error rate of the translations, by language. */
  readonly translationErrorRate: Readonly<Record<string, number>>;
}

/**
 * Scores caption events against a reference. A caption belongs to the turn that it overlaps most. Speaker
 * numbers are matched by first appearance on both sides, so that only who-is-who counts.
 */
export function scoreConversation(
  reference: Conversation,
  events: readonly CaptionEvent[],
): ConversationScore {
  const finals = events.filter(({ kind }) => kind === "final");
  const translations = events.filter((event) => event.kind === "translation" && event.hypothesis === "final");
  const captionsOf = assign(reference.turns, finals);
  const expected = numberByAppearance(reference.turns.map(({ speaker }) => speaker));
  const actual = numberByAppearance(finals.map(({ speaker }) => speaker));
  const right = reference.turns.filter((turn) => {
    const captions = captionsOf.get(turn) ?? [];
    const isRight = ({ speaker }: CaptionEvent) =>
      speaker !== undefined && actual.get(speaker) === expected.get(turn.speaker);
    return captions.length > 0 && captions.every(isRight);
  });
  const languages = [...new Set(translations.map(({ language }) => language))].sort();
  return {
    wordErrorRate: errorRate(reference.turns, (turn) => turn.text, captionsOf),
    turns: reference.turns.length,
    rightSpeaker: right.length,
    translationErrorRate: Object.fromEntries(
      languages.map((language) => {
        const turns = reference.turns.filter((turn) => turn.translations[language] !== undefined);
        const translated = assign(
          turns,
          translations.filter((event) => event.language === language),
        );
        return [language, errorRate(turns, (turn) => turn.translations[language] ?? "", translated)];
      }),
    ),
  };
}

/** Captions of each turn in order of time; one that overlaps no turn goes to the nearest, where it is an error. */
function assign(turns: readonly Turn[], events: readonly CaptionEvent[]): Map<Turn, CaptionEvent[]> {
  const assigned = new Map<Turn, CaptionEvent[]>();
  for (const event of [...events].sort((a, b) => a.startMs - b.startMs)) {
    const overlap = (turn: Turn) => Math.min(turn.endMs, event.endMs) - Math.max(turn.startMs, event.startMs);
    const [best] = [...turns].sort((a, b) => overlap(b) - overlap(a));
    if (best !== undefined) assigned.set(best, [...(assigned.get(best) ?? []), event]);
  }
  return assigned;
}

function errorRate(
  turns: readonly Turn[],
  textOf: (turn: Turn) => string,
  captionsOf: ReadonlyMap<Turn, readonly CaptionEvent[]>,
): number {
  let edits = 0;
  let words = 0;
  for (const turn of turns) {
    const expected = normaliseWords(textOf(turn));
    const actual = (captionsOf.get(turn) ?? []).flatMap(({ text }) => normaliseWords(text));
    edits += editDistance(expected, actual);
    words += expected.length;
  }
  return edits / Math.max(1, words);
}

function numberByAppearance(speakers: readonly (number | undefined)[]): Map<number | undefined, number> {
  return new Map([...new Set(speakers)].map((speaker, at) => [speaker, at + 1]));
}
