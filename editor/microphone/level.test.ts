import { expect, test } from "vitest";
import { floorDb, LevelMeter, measure } from "./level.ts";

const sampleRateHz = 1000;
const sine = (amplitude: number) =>
  Float32Array.from({ length: 1000 }, (_, at) => amplitude * Math.sin((2 * Math.PI * at) / 40));
const constant = (value: number, length = 20) => new Float32Array(length).fill(value);

test("a full-scale sine has a peak of 0 dBFS and an RMS of -3.01 dBFS", () => {
  const { peakDb, rmsDb } = measure(sine(1));
  expect(peakDb).toBeCloseTo(0, 5);
  expect(rmsDb).toBeCloseTo(-3.01, 2);
});

test("silence and an empty block lie at the floor", () => {
  expect(measure(constant(0))).toEqual({ peakDb: floorDb, rmsDb: floorDb });
  expect(measure(new Float32Array(0))).toEqual({ peakDb: floorDb, rmsDb: floorDb });
});

test("the needle goes up at once and falls by 30 dB a second", () => {
  const meter = new LevelMeter();
  meter.add(constant(0.5), sampleRateHz);
  expect(meter.level.peakDb).toBeCloseTo(-6.02, 2);
  for (let block = 0; block < 25; block++) meter.add(constant(0), sampleRateHz);
  expect(meter.level.peakDb).toBeCloseTo(-6.02 - 15, 2);
});

test("the highest peak stays for one and a half seconds", () => {
  const meter = new LevelMeter();
  meter.add(constant(0.5), sampleRateHz);
  meter.add(constant(0.1, 1400), sampleRateHz);
  expect(meter.level.heldDb).toBeCloseTo(-6.02, 2);
  meter.add(constant(0.1, 200), sampleRateHz);
  expect(meter.level.heldDb).toBeCloseTo(-20, 2);
});

test("the clip light burns for three seconds after full scale", () => {
  const meter = new LevelMeter();
  meter.add(constant(0.98), sampleRateHz);
  expect(meter.level.isClipped).toBe(false);
  meter.add(constant(1), sampleRateHz);
  meter.add(constant(0, 2900), sampleRateHz);
  expect(meter.level.isClipped).toBe(true);
  meter.add(constant(0, 200), sampleRateHz);
  expect(meter.level.isClipped).toBe(false);
});
