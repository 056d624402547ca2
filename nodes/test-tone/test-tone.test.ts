import { expect, test } from "vitest";
import { RealFft } from "#engine/audio/fft.ts";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { runNode, startNode } from "#engine/testing/run-node.ts";
import { testToneNode } from "./runtime.ts";

async function play(config: Record<string, unknown>) {
  const outputs = await runNode(testToneNode, { config: { pace: "fast", ...config } });
  const packets = outputs.map(({ packet }) => packet as AudioPacket);
  return { packets, samples: Float64Array.from(packets.flatMap(({ samples }) => [...samples])) };
}
const rms = (samples: Float64Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
const dB = (ratio: number) => 20 * Math.log10(ratio);

/** Frequency of the strongest bin, and the share of the power that lies within two bins of it. */
function strongest(samples: Float64Array, sampleRateHz: number) {
  const power = new Float64Array(samples.length / 2 + 1);
  new RealFft(samples.length).power(samples, power);
  const bin = power.indexOf(Math.max(...power));
  const sum = (part: Float64Array) => part.reduce((total, x) => total + x, 0);
  return {
    frequencyHz: (bin * sampleRateHz) / samples.length,
    share: sum(power.slice(Math.max(0, bin - 2), bin + 3)) / sum(power),
  };
}

test.each([
  [1000, 16_000, 16_000],
  [1, 44_100, 44],
  [333, 11_025, 3671],
  [60_000, 48_000, 2_880_000],
])("%i ms at %i Hz are exactly %i samples, without a gap", async (durationMs, sampleRateHz, expected) => {
  const { packets, samples } = await play({ kind: "silence", durationMs, sampleRateHz });
  expect(samples.length).toBe(expected);
  let at = 0;
  for (const packet of packets) {
    expect(packet).toMatchObject({ startSamples: at, sampleRateHz, clockRateHz: sampleRateHz });
    at += packet.samples.length;
    expect(packet.endSamples).toBe(at);
  }
  expect(samples.every((sample) => sample === 0)).toBe(true);
});

test("a sine has its frequency and level, and nothing else, across all packets", async () => {
  const { samples } = await play({ frequencyHz: 1000, levelDb: -6, durationMs: 2000, sampleRateHz: 16_000 });
  const { frequencyHz, share } = strongest(samples, 16_000);
  expect(frequencyHz).toBe(1000);
  expect(1 - share).toBeLessThan(1e-10);
  expect(dB(rms(samples))).toBeCloseTo(-9.01, 2);
});

test("a sweep passes 20 Hz, 632 Hz and 20 kHz at even times, and begins again after 10 s", async () => {
  const { samples } = await play({ kind: "sweep", levelDb: 0, durationMs: 20_000, sampleRateHz: 48_000 });
  const at = (seconds: number) => strongest(samples.slice(seconds * 48_000, seconds * 48_000 + 1440), 48_000);
  expect(at(5).frequencyHz).toBeGreaterThan(600);
  expect(at(5).frequencyHz).toBeLessThan(680);
  expect(at(9.97).frequencyHz).toBeGreaterThan(19_000);
  expect(samples.slice(480_000)).toEqual(samples.slice(0, 480_000));
  expect(dB(rms(samples))).toBeCloseTo(-3.01, 1);
});

test("the noise is white, centred, at its level, and the same at every run", async () => {
  const config = { kind: "white-noise", levelDb: -20, durationMs: 10_000, sampleRateHz: 16_000 };
  const { samples } = await play(config);
  const level = rms(samples);
  expect(dB(level)).toBeCloseTo(-24.77, 1);
  expect(samples.every((sample) => Math.abs(sample) <= 0.1 + 1e-8)).toBe(true);
  expect(Math.abs(samples.reduce((sum, x) => sum + x, 0) / samples.length / level)).toBeLessThan(0.01);
  for (const lag of [1, 2, 3, 16, 1600]) {
    const product = samples.subarray(lag).reduce((sum, x, at) => sum + x * (samples[at] as number), 0);
    expect(Math.abs(product / samples.length / level ** 2)).toBeLessThan(0.01);
  }
  expect((await play(config)).samples).toEqual(samples);
});

test("real time gives the same packets", async () => {
  const config = { kind: "sweep", durationMs: 150 };
  expect((await play({ ...config, pace: "real-time" })).packets).toEqual((await play(config)).packets);
});

test("an endless tone goes on until it is stopped", async () => {
  const { session, outputs } = startNode(testToneNode);
  await session.start();
  await expect.poll(() => outputs.length).toBeGreaterThan(1);
  session.stop();
  await session.done;
});

test("a long tone that runs fast lets an abort through", async () => {
  const config = { kind: "silence", durationMs: 86_400_000, sampleRateHz: 4000, pace: "fast" };
  const { session } = startNode(testToneNode, { config });
  await session.start();
  await new Promise((wake) => setTimeout(wake, 5));
  await session.abort();
  expect(session.snapshot().mediaMs).toBeLessThan(86_400_000);
});

test.each([
  ["durationMs", { pace: "fast" }],
  ["frequencyHz", { frequencyHz: 8000, sampleRateHz: 16_000 }],
])("what cannot play is refused with its field: %s", async (field, config) => {
  const { session } = startNode(testToneNode, { config });
  await expect(session.start()).rejects.toMatchObject({ code: "config.invalid", nodeId: "node", field });
});
