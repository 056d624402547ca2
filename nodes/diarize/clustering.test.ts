import { expect, test } from "vitest";
import { SpeakerClustering } from "./clustering.ts";

const settings = { threshold: 0.5, maxSpeakers: 20, minSegmentMs: 300 };
const longMs = 3_000;

/** A voice in the plane, at this angle: the cosine of two voices is that of the angle between them. */
function voice(degrees: number): Float32Array {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
}

test("speakers are numbered from 1 in order of appearance, and keep their numbers", () => {
  const clustering = new SpeakerClustering(settings);
  const turns = [0, 90, 5, 180, 95, 175].map((degrees) => clustering.assign(voice(degrees), longMs));
  expect(turns.map(({ speaker }) => speaker)).toEqual([1, 2, 1, 3, 2, 3]);
  expect(turns.map(({ isNew }) => isNew)).toEqual([true, true, false, true, false, false]);
});

test("a segment belongs to a known speaker from the threshold on, and opens a new one below it", () => {
  const speakerAt = (degrees: number) => {
    const clustering = new SpeakerClustering(settings);
    clustering.assign(voice(0), longMs);
    return clustering.assign(voice(degrees), longMs).speaker;
  };
  expect([59.9, 60.1].map(speakerAt)).toEqual([1, 2]);
});

test("the similarity told is the cosine to the centroid as it was before, and 1 for a new speaker", () => {
  const clustering = new SpeakerClustering(settings);
  expect(clustering.assign(voice(0), longMs).similarity).toBe(1);
  expect(clustering.assign(voice(30), longMs).similarity).toBeCloseTo(Math.cos(Math.PI / 6), 6);
});

test("once there are as many speakers as allowed, every segment goes to the most similar one", () => {
  const clustering = new SpeakerClustering({ ...settings, maxSpeakers: 2 });
  const turns = [0, 90, 180, 270, 0].map((degrees) => clustering.assign(voice(degrees), longMs).speaker);
  expect(turns).toEqual([1, 2, 2, 1, 1]);
});

test("a segment too short opens no new speaker, unless there is none yet", () => {
  const clustering = new SpeakerClustering(settings);
  expect(clustering.assign(voice(0), 299)).toMatchObject({ speaker: 1, isNew: true });
  expect(clustering.assign(voice(180), 299)).toMatchObject({ speaker: 1, isNew: false });
  expect(clustering.assign(voice(180), 300)).toMatchObject({ speaker: 2, isNew: true });
});

test("less than 1.5 s of speech needs proportionally less similarity", () => {
  const speakerAt = (speechMs: number) => {
    const clustering = new SpeakerClustering(settings);
    clustering.assign(voice(0), longMs);
    return clustering.assign(voice(70), speechMs).speaker; // cosine 0.34, two thirds of the threshold and a little
  };
  expect([1_000, 1_100, 1_500].map(speakerAt)).toEqual([1, 2, 2]);
});

test("a centroid follows its speaker's long segments", () => {
  const clustering = new SpeakerClustering(settings);
  for (const degrees of [0, 40, 40, 40]) clustering.assign(voice(degrees), longMs);
  expect(clustering.assign(voice(80), longMs).speaker).toBe(1); // 80 degrees from the first segment
});

test("neither short segments nor unlike ones move a centroid", () => {
  const short = new SpeakerClustering(settings);
  short.assign(voice(0), longMs);
  for (let count = 0; count < 5; count++) short.assign(voice(40), 999);
  expect(short.assign(voice(0), longMs).similarity).toBeCloseTo(1, 6);

  const forced = new SpeakerClustering({ ...settings, maxSpeakers: 1 });
  forced.assign(voice(0), longMs);
  for (let count = 0; count < 5; count++) forced.assign(voice(90), longMs);
  expect(forced.assign(voice(0), longMs).similarity).toBeCloseTo(1, 6);
});

test("embeddings that come in are not written to", () => {
  const clustering = new SpeakerClustering(settings);
  const embedding = voice(10);
  for (let count = 0; count < 3; count++) clustering.assign(embedding, longMs);
  expect(embedding).toEqual(voice(10));
});

test("a clustering that goes on from remembered sums decides as the one that never stopped", () => {
  const voices = [unit(1, 0, 0.1), unit(0, 1, 0.1), unit(1, 0.2, 0), unit(0.1, 1, 0), unit(0, 0, 1)];
  const settings = { threshold: 0.45, maxSpeakers: 20, minSegmentMs: 300 };
  const whole = new SpeakerClustering(settings);
  const first = new SpeakerClustering(settings);
  for (const voice of voices.slice(0, 2)) {
    whole.assign(voice, 2000);
    first.assign(voice, 2000);
  }
  const second = new SpeakerClustering(settings, JSON.parse(JSON.stringify(first.sums())) as number[][]);
  for (const voice of voices.slice(2)) expect(second.assign(voice, 2000)).toEqual(whole.assign(voice, 2000));
});

function unit(...values: number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}
