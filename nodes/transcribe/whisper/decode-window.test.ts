import { expect, test } from "vitest";
import { fake, fakeModel, fakeSessions, type Speaker, says } from "../testing/fake-decoder.ts";
import { decodeWindow } from "./decode-window.ts";

const { end, start, previous, noSpeech, time } = fake;

function decode(speaker: Speaker, { model = fakeModel, earlier = [] as number[], isPartial = false } = {}) {
  const prompts: number[][] = [];
  const request = { features: new Float32Array(400), language: undefined, previous: earlier, isPartial };
  const decoded = decodeWindow(model, fakeSessions(speaker, { prompts }), {
    ...request,
    throwIfCancelled: () => {},
  });
  return decoded.then((window) => ({ ...window, text: model.toText(window.tokens).trim(), prompts }));
}

/** Goes round four tokens; a way out is a little less likely at each. */
const loops: Speaker = (_prompt, said) => {
  if (said.length === 0) return { [time(0)]: 20 };
  if (said.includes(40)) return { [end]: 20 };
  return { [said.length % 4]: 20, 40: 19 };
};

test("a loop is decoded again at a higher temperature, which leaves it", async () => {
  const { temperature, tokens, compressionRatio } = await decode(loops);
  expect(temperature).toBeGreaterThan(0);
  expect(tokens).toContain(40);
  expect(compressionRatio).toBeLessThan(2.4);
});

test("the same window leaves the loop the same way each time", async () => {
  expect(await decode(loops)).toEqual(await decode(loops));
});

test("the last token that a window may have is not run through the decoder", async () => {
  const model = { ...fakeModel, maxTokens: 10 };
  let longest = 0;
  const endless: Speaker = (_prompt, said) => {
    longest = Math.max(longest, said.length);
    return { [said.length === 0 ? time(0) : said.length]: 20 };
  };
  expect((await decode(endless, { model })).tokens).toHaveLength(10);
  expect(longest).toBe(9);
});

test("a loop in a partial is not tried at another temperature", async () => {
  expect(await decode(loops, { isPartial: true })).toMatchObject({ temperature: 0 });
});

test("what is sure is decoded once, with the earlier text in front", async () => {
  const { text, prompts, usesPrompt, temperature } = await decode(says(7, 8), { earlier: [1, 2] });
  expect({ text, prompts, usesPrompt, temperature }).toEqual({
    text: "word7 word8",
    prompts: [[previous, 1, 2, start]],
    usesPrompt: true,
    temperature: 0,
  });
});

test("of the earlier text as much is in the prompt as fits in half of the context", async () => {
  const earlier = Array.from({ length: 30 }, (_, at) => at);
  const model = { ...fakeModel, contextTokens: 20 };
  const { prompts, tokens } = await decode(says(...earlier), { model, earlier });
  expect(prompts).toEqual([[previous, ...earlier.slice(-9), start]]);
  expect(tokens).toHaveLength(model.contextTokens - 11);
});

/** Unsure of everything after a prompt of earlier text, sure without. */
const confused: Speaker = (prompt, said) => (prompt[0] === previous ? { [end]: 1 } : says(7)(prompt, said));

test("earlier text that leads astray is left out, and the likeliest text is taken again", async () => {
  const unsure: Speaker = (prompt, said) => {
    if (prompt[0] !== previous) return says(7)(prompt, said);
    return said.length > 3 ? { [end]: 20 } : said.length === 0 ? { [time(0)]: 20 } : { 9: 0.1 };
  };
  const window = await decode(unsure, { earlier: [1, 2] });
  expect(window).toMatchObject({ text: "word7", temperature: 0, usesPrompt: false });
  expect(window.prompts.at(-1)).toEqual([start]);
});

test("earlier text never makes a window empty that is not empty without it", async () => {
  const window = await decode(confused, { earlier: [1, 2], isPartial: true });
  expect(window).toMatchObject({ text: "word7", usesPrompt: false });
});

test("no speech and an unsure text are not decoded again", async () => {
  const silent: Speaker = (_prompt, said) =>
    said.length === 0 ? { [noSpeech]: 20 } : said.length > 2 ? { [end]: 9 } : {};
  const window = await decode(silent);
  expect(window.temperature).toBe(0);
  expect(window.noSpeechProbability).toBeGreaterThan(0.9);
  expect(window.averageLogProbability).toBeLessThan(-1);
});
