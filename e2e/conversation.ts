import type { Page } from "playwright";
import { expect } from "vitest";
import { normaliseWords, wordErrorRate } from "#engine/quality/word-error-rate.ts";
import { type ShownCaption, shownCaptions } from "./captions.ts";
import { readConversation } from "./microphone.ts";

const { turns } = readConversation("conversation");

/** Waits until the last turn is there with its translations. */
export async function untilSaid(page: Page): Promise<ShownCaption[]> {
  const lastWord = normaliseWords(turns.at(-1)?.text ?? "").at(-1);
  const isThere = async () => {
    const { text, translations, isFinal } = (await shownCaptions(page)).at(-1) ?? {};
    return (
      isFinal && normaliseWords(text ?? "").at(-1) === lastWord && Object.keys(translations ?? {}).length >= 2
    );
  };
  await expect.poll(isThere, { timeout: 120_000, interval: 500 }).toBe(true);
  return shownCaptions(page);
}

/** Whether captions hold the conversation: words, translations and who said what, in order. */
export function expectConversation(captions: readonly ShownCaption[]): void {
  const joined = (texts: readonly (string | undefined)[]) => texts.join(" ");
  const said = joined(captions.map(({ text }) => text));
  expect(wordErrorRate(joined(turns.map(({ text }) => text)), said)).toBeLessThan(0.1);
  for (const language of ["es", "fr"]) {
    const reference = joined(turns.map(({ translations }) => translations?.[language]));
    const translated = joined(captions.map(({ translations }) => translations[language]));
    expect(wordErrorRate(reference, translated), language).toBeLessThan(0.2);
  }
  const inTurn = (speakers: readonly string[]) => speakers.filter((who, at) => who !== speakers[at - 1]);
  expect(inTurn(captions.map(({ speaker }) => speaker))).toEqual(
    inTurn(turns.map(({ speaker }) => `Speaker ${speaker}`)),
  );
  expect(captions.every(({ isFinal }) => isFinal)).toBe(true);
}
