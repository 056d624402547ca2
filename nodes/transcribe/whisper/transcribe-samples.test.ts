import { expect, test } from "vitest";
import { LogMel } from "#engine/audio/log-mel.ts";
import { fake, fakeModel, fakeSessions, type Speaker, says } from "../testing/fake-decoder.ts";
import { transcribeSamples } from "./transcribe-samples.ts";

const { time, end, previous, start } = fake;
const seconds = (count: number, level: number) => new Float32Array(count * 1000).fill(level);
const logMel = new LogMel(fakeModel.features);

function transcribe(
  samples: Float32Array,
  speaker: Speaker,
  { looksAt = (_row: number): number => 0, heads = 0 } = {},
) {
  const prompts: number[][] = [];
  const model = { ...fakeModel, alignmentHeads: heads === 0 ? [] : [[0, 0] as const] };
  const whisper = { model, logMel, sessions: fakeSessions(speaker, { prompts, looksAt }) };
  const request = { samples, language: undefined, initialPrompt: "", isPartial: false };
  const output = transcribeSamples(whisper, { ...request, throwIfCancelled: () => {} });
  return output.then((recognised) => ({ ...recognised, prompts }));
}

test("a loop that no temperature leaves is left with one of its repeats", async () => {
  const { text, compressionRatio } = await transcribe(
    seconds(5, 0.1),
    says(7, 8, ...Array.from({ length: 40 }, (_, at) => 1 + (at % 2))),
  );
  expect(text).toBe("word7 word8 word1 word2");
  expect(compressionRatio).toBeGreaterThan(2.4);
});

test("what fits the audio is kept, odd words over silence are left out", async () => {
  const sound = new Float32Array(8000).fill(0.1, 0, 4000);
  // two words from 0 to 4 s, then three from 5 to 8 s, all in its first moment
  const speaker = says(1, 2, time(40), time(50), 3, 4, 5, time(80));
  const begins = [0, 0, 20, 40, 50, 50, 50, 50, 80];
  const looksAt = (row: number) => begins[row] ?? 99;
  expect((await transcribe(sound, speaker, { looksAt, heads: 1 })).text).toBe("word1 word2");
  const loud = seconds(8, 0.1);
  expect((await transcribe(loud, speaker, { looksAt, heads: 1 })).text).toBe("word1 word2 word3 word4 word5");
});

test("each window is told the text of those before it", async () => {
  const { prompts, text } = await transcribe(seconds(15, 0.1), (prompt, said) =>
    (prompt[0] === previous ? says(3, 4) : says(1, 2))(prompt, said),
  );
  expect(text).toBe("word1 word2 word3 word4");
  expect(prompts).toEqual([[start], [previous, 1, 2, start]]);
});

test("text that came without its prompt is the beginning of the next one", async () => {
  const deaf: Speaker = (prompt, said) => {
    if (prompt.length === 1) return says(1, 2)(prompt, said);
    return prompt.length === 4 && said.length > 0 ? { [end]: 20 } : says(1)(prompt, said);
  };
  const { prompts } = await transcribe(seconds(25, 0.1), deaf);
  expect(prompts).toEqual([[start], [previous, 1, 2, start], [start], [previous, 1, 2, start], [start]]);
});
