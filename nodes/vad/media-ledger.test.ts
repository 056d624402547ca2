import { expect, test } from "vitest";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { MediaLedger } from "./media-ledger.ts";

function packet(startSamples: number, endSamples: number, length: number, clockRateHz = 48_000): AudioPacket {
  const samples = new Float32Array(length);
  return { type: "audio", samples, sampleRateHz: 16_000, startSamples, endSamples, clockRateHz };
}

test("an index maps into the packet that held it", () => {
  const ledger = new MediaLedger();
  ledger.add(packet(9000, 9960, 320));
  ledger.add(packet(9960, 10_920, 320));
  expect(ledger.spanOf(0, 640)).toEqual({ startSamples: 9000, endSamples: 10_920, clockRateHz: 48_000 });
  expect(ledger.spanOf(100, 330)).toEqual({ startSamples: 9300, endSamples: 9990, clockRateHz: 48_000 });
});

test("a boundary belongs to the packet that ends as an end, to the one that starts as a start", () => {
  const ledger = new MediaLedger();
  ledger.add(packet(0, 441, 160, 44_100));
  ledger.add(packet(445, 886, 160, 44_100));
  expect(ledger.spanOf(0, 160).endSamples).toBe(441);
  expect(ledger.spanOf(160, 161).startSamples).toBe(445);
});

test("a packet goes on where the last ended, give or take a resampler's rounding", () => {
  const ledger = new MediaLedger();
  expect(ledger.continues(packet(5000, 5960, 320))).toBe(true);
  ledger.add(packet(5000, 5960, 320));
  expect(ledger.continues(packet(5961, 6920, 320))).toBe(true);
  expect(ledger.continues(packet(6920, 7880, 320))).toBe(false);
  expect(ledger.continues(packet(5000, 5960, 320))).toBe(false);
  expect(ledger.continues(packet(5960, 6920, 320, 44_100))).toBe(false);
});

test("what is forgotten is gone, what is kept still maps", () => {
  const ledger = new MediaLedger();
  for (let at = 0; at < 10; at++) ledger.add(packet(at * 960, (at + 1) * 960, 320));
  ledger.forgetBefore(5 * 320 + 1);
  expect(ledger.spanOf(5 * 320, 6 * 320).startSamples).toBe(4800);
  expect(() => ledger.spanOf(4 * 320, 6 * 320)).toThrow(RangeError);
  ledger.forgetBefore(100 * 320);
  expect(ledger.continues(packet(9600, 10_560, 320))).toBe(true);
});
