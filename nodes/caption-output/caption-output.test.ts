import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TranscriptPacket, TranslationPacket } from "#engine/graph/packets.ts";
import { toCaptionEvent } from "#engine/protocol/caption-event.ts";
import { type PortPacket, runNode, startNode } from "#engine/testing/run-node.ts";
import { captionOutputNode } from "./runtime.ts";

const newFolder = () => mkdtempSync(join(tmpdir(), "patchbay-captions-"));
const clockRateHz = 48_000;

function transcript(segmentId: number, startMs: number, changes: Partial<TranscriptPacket> = {}): PortPacket {
  const packet: TranscriptPacket = {
    type: "transcript",
    segmentId,
    hypothesis: "final",
    text: `Sentence ${segmentId}.`,
    language: "en",
    languageProbability: 0.9,
    averageLogProbability: -0.1,
    noSpeechProbability: 0.01,
    speaker: 1 + (segmentId % 2),
    startSamples: startMs * 48,
    endSamples: (startMs + 500) * 48,
    clockRateHz,
    ...changes,
  };
  return { port: "transcript", packet };
}

function translation(of: PortPacket, language: string, changes: Partial<TranslationPacket> = {}): PortPacket {
  const { packet } = of as { packet: TranscriptPacket };
  const { segmentId, startSamples, endSamples, speaker = 1, text, averageLogProbability = 0 } = packet;
  return {
    port: "translation",
    packet: {
      type: "translation",
      segmentId,
      hypothesis: "final",
      text: `${language}: ${text}`,
      sourceText: text,
      sourceLanguage: packet.language,
      language,
      averageLogProbability,
      speaker,
      startSamples,
      endSamples,
      clockRateHz,
      ...changes,
    },
  };
}

const first = transcript(1, 0);
const second = transcript(2, 61_001);
const partial = transcript(2, 61_001, { hypothesis: "partial", text: "Sent" });
/** The translation of the first segment comes after that of the second. */
const packets = [first, partial, second, translation(second, "es"), translation(first, "es")];
const allFormats = ["console", "jsonl", "srt", "webvtt"];

test("every event is shown on the console, partial ones too, in order", async () => {
  const { session, shown } = startNode(captionOutputNode, { packets });
  await session.start();
  await session.done;
  expect(shown).toEqual(packets.map(({ packet }) => toCaptionEvent(packet)));
});

test("without a folder file formats are left out", async () => {
  const { session, shown } = startNode(captionOutputNode, { packets, config: { formats: ["srt", "jsonl"] } });
  await session.start();
  await session.done;
  expect(shown).toEqual([]);
});

test("JSONL holds one event a line, in order, partial ones too", async () => {
  const folder = join(newFolder(), "made", "here");
  await runNode(captionOutputNode, { packets, config: { formats: ["jsonl"], folder } });
  expect(readdirSync(folder)).toEqual(["captions.jsonl"]);
  const lines = readFileSync(join(folder, "captions.jsonl"), "utf8").split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.map((line) => JSON.parse(line))).toEqual(packets.map(({ packet }) => toCaptionEvent(packet)));
});

test("subtitles hold final text alone, by language, in order of time however late it came", async () => {
  const folder = newFolder();
  await runNode(captionOutputNode, { packets, config: { formats: allFormats, folder, name: "meeting" } });
  expect(readdirSync(folder).sort()).toEqual([
    "meeting.es.srt",
    "meeting.es.vtt",
    "meeting.jsonl",
    "meeting.srt",
    "meeting.vtt",
  ]);
  expect(readFileSync(join(folder, "meeting.srt"), "utf8")).toBe(
    "1\n00:00:00,000 --> 00:00:00,500\n[Speaker 2] Sentence 1.\n\n" +
      "2\n00:01:01,001 --> 00:01:01,501\n[Speaker 1] Sentence 2.\n\n",
  );
  expect(readFileSync(join(folder, "meeting.es.vtt"), "utf8")).toBe(
    "WEBVTT\n\n1\n00:00:00.000 --> 00:00:00.500\n<v Speaker 2>es: Sentence 1.\n\n" +
      "2\n00:01:01.001 --> 00:01:01.501\n<v Speaker 1>es: Sentence 2.\n\n",
  );
});

test("a session that fails still writes the subtitles of what was said", async () => {
  const folder = newFolder();
  const broken = { ...second, packet: { ...second.packet } };
  Object.defineProperty(broken.packet, "text", { get: () => expect.fail("broken packet") });
  const { session } = startNode(captionOutputNode, {
    packets: [first, broken],
    config: { formats: ["srt"], folder },
  });
  await session.start();
  await expect(session.done).rejects.toMatchObject({ code: "node.failed" });
  expect(readFileSync(join(folder, "captions.srt"), "utf8")).toContain("Sentence 1.");
});

test("a session writes its files anew and a silent one leaves empty files", async () => {
  const folder = newFolder();
  const config = { formats: allFormats, folder };
  await runNode(captionOutputNode, { packets, config });
  await runNode(captionOutputNode, { packets: [], config });
  expect(readFileSync(join(folder, "captions.jsonl"), "utf8")).toBe("");
  expect(readFileSync(join(folder, "captions.srt"), "utf8")).toBe("");
  expect(readFileSync(join(folder, "captions.vtt"), "utf8")).toBe("WEBVTT\n\n");
});

test("a language code cannot lead out of the folder", async () => {
  const folder = newFolder();
  const config = { formats: ["srt"], folder };
  await runNode(captionOutputNode, { packets: [translation(first, "../../x")], config });
  expect(readdirSync(folder).sort()).toEqual(["captions.______x.srt", "captions.srt"]);
});

test.each(["jsonl", "srt", "webvtt"])(
  "a folder that cannot be made for %s is named before the session runs",
  async (format) => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    const { session } = startNode(captionOutputNode, {
      config: { formats: [format], folder: join(file, "sub") },
    });
    await expect(session.start()).rejects.toMatchObject({
      code: "file.write-failed",
      nodeId: "node",
      field: "folder",
    });
  },
);

test("a subtitle file that cannot be written is named before the session runs", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "captions.srt"));
  const { session } = startNode(captionOutputNode, { packets, config: { formats: ["srt"], folder } });
  await expect(session.start()).rejects.toMatchObject({ code: "file.write-failed", field: "folder" });
});

test.skipIf(!existsSync("/dev/full"))("a disk that fills up ends the session (needs /dev/full)", async () => {
  const folder = newFolder();
  symlinkSync("/dev/full", join(folder, "captions.jsonl"));
  const { session } = startNode(captionOutputNode, { packets, config: { formats: ["jsonl"], folder } });
  await session.start();
  await expect(session.done).rejects.toMatchObject({
    code: "file.write-failed",
    nodeId: "node",
    field: "folder",
  });
});
