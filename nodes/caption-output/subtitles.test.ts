import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cue, formatTimestamp, sortCues, toCue, wrapText } from "./cue.ts";
import { formatSrt } from "./srt.ts";
import { formatWebvtt } from "./webvtt.ts";

/** A little reader of SRT and WebVTT, written apart from the writers: blocks between blank lines. */
function readSubtitles(
  file: string,
  decimalSign: "," | ".",
): { number: number; startMs: number; endMs: number; lines: string[] }[] {
  const time = `(\\d{2,}):([0-5]\\d):([0-5]\\d)[${decimalSign}](\\d{3})`;
  const times = new RegExp(`^${time} --> ${time}$`);
  const toMs = ([hours, minutes, seconds, ms]: number[]) =>
    (((hours as number) * 60 + (minutes as number)) * 60 + (seconds as number)) * 1000 + (ms as number);
  const blocks = file.split("\n\n").filter((block) => block !== "" && block !== "WEBVTT");
  return blocks.map((block) => {
    const [number, timing = "", ...lines] = block.split("\n");
    const parts = times.exec(timing)?.slice(1).map(Number) ?? expect.fail(`no times in ${timing}`);
    return { number: Number(number), startMs: toMs(parts.slice(0, 4)), endMs: toMs(parts.slice(4)), lines };
  });
}

const event = fc.record({
  kind: fc.constant("final" as const),
  segmentId: fc.integer({ min: 1 }),
  speaker: fc.integer({ min: 1, max: 20 }),
  language: fc.constant("en"),
  text: fc.oneof(fc.string({ unit: "grapheme", maxLength: 200 }), fc.constant("a\n\nb --> <i>&amp;")),
  startMs: fc.double({ min: -5, max: 400_000_000, noNaN: true }),
  endMs: fc.double({ min: -5, max: 400_000_000, noNaN: true }),
  averageLogProbability: fc.constant(-0.5),
  languageProbability: fc.constant(1),
  noSpeechProbability: fc.constant(0),
});
const cueList = fc
  .array(event)
  .map((events) => sortCues(events.map(toCue).filter((cue) => cue !== undefined)));
const timesOf = (cues: readonly Cue[]) => cues.map(({ startMs, endMs }) => ({ startMs, endMs }));
const withoutSpaces = (text: string) => text.replace(/\s/g, "");

test("SRT read back gives every cue, numbered from 1 in order of time, its end after its start", () => {
  fc.assert(
    fc.property(cueList, (cues) => {
      const read = readSubtitles(formatSrt(cues), ",");
      expect(read.map(({ number }) => number)).toEqual(cues.map((_, at) => at + 1));
      expect(timesOf(read as never)).toEqual(timesOf(cues));
      for (const [at, { startMs, endMs }] of read.entries()) {
        expect(endMs).toBeGreaterThan(startMs);
        expect(startMs).toBeGreaterThanOrEqual(read[at - 1]?.startMs ?? 0);
      }
      for (const [at, { lines }] of read.entries()) {
        const { speaker, text } = cues[at] as Cue;
        const expected = `[Speaker ${speaker}] ${text}`.replaceAll("-->", "->");
        expect(withoutSpaces(lines.join(""))).toBe(withoutSpaces(expected));
      }
    }),
  );
});

test("WebVTT read back gives every cue with its voice and its text, whatever characters are in it", () => {
  const plain = (text: string) =>
    text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  fc.assert(
    fc.property(cueList, (cues) => {
      const file = formatWebvtt(cues);
      expect(file.startsWith("WEBVTT\n\n")).toBe(true);
      const read = readSubtitles(file, ".");
      expect(timesOf(read as never)).toEqual(timesOf(cues));
      for (const [at, { lines }] of read.entries()) {
        const [, voice, text = ""] = /^<v ([^>]*)>([^<>]*)$/s.exec(lines.join(" ")) ?? [];
        expect(voice).toBe(`Speaker ${cues[at]?.speaker}`);
        expect(withoutSpaces(plain(text))).toBe(withoutSpaces((cues[at] as Cue).text));
      }
    }),
  );
});

test("timestamps carry every millisecond, and hours past 99", () => {
  expect(formatTimestamp(0, ",")).toBe("00:00:00,000");
  expect(formatTimestamp(3_599_999, ".")).toBe("00:59:59.999");
  expect(formatTimestamp(3_600_000, ",")).toBe("01:00:00,000");
  expect(formatTimestamp(360_000_001, ".")).toBe("100:00:00.001");
});

test("text without a speaker stands alone, and text of blanks makes no cue", () => {
  const cue: Cue = { startMs: 0, endMs: 1000, text: "Hola." };
  expect(formatSrt([cue])).toBe("1\n00:00:00,000 --> 00:00:01,000\nHola.\n\n");
  expect(formatWebvtt([cue])).toBe("WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.000\nHola.\n\n");
  const [blank] = fc.sample(event, 1);
  expect(toCue({ ...(blank as NonNullable<typeof blank>), text: " \n\n " })).toBeUndefined();
});

test("lines break at spaces and stay within 42 characters; nothing is lost, no character is torn", () => {
  const text = "The meeting starts at nine o'clock in the big room on the second floor.";
  expect(wrapText(text)).toEqual([
    "The meeting starts at nine o'clock in the",
    "big room on the second floor.",
  ]);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 100 })), (words) => {
      const lines = wrapText(words.join(" "));
      expect(withoutSpaces(lines.join(""))).toBe(withoutSpaces(words.join("")));
      for (const line of lines) {
        expect([...new Intl.Segmenter().segment(line)].length).toBeLessThanOrEqual(42);
        expect(line.isWellFormed()).toBe(true);
      }
    }),
  );
});
