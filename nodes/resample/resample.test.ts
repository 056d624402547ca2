import fc from "fast-check";
import { expect, test } from "vitest";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { rescaleSamples } from "#engine/media-time.ts";
import { audioPackets, runNode } from "#engine/testing/run-node.ts";
import { resampleNode } from "./runtime.ts";

const tone = (length: number, rateHz: number) =>
  Float32Array.from({ length }, (_, at) => Math.sin((2 * Math.PI * 440 * at) / rateHz));

async function resample(packets: readonly AudioPacket[], sampleRateHz = 16_000): Promise<AudioPacket[]> {
  const sent = packets.map((packet) => ({ port: "audio", packet }));
  const out = await runNode(resampleNode, { packets: sent, config: { sampleRateHz } });
  return out.map(({ packet }) => packet as AudioPacket);
}

const join = (packets: readonly AudioPacket[]) => packets.flatMap(({ samples }) => [...samples]);
/** The packets between one gap and the next: each starts where the one before it ended. */
function stretches(packets: readonly AudioPacket[]): AudioPacket[][] {
  const found: AudioPacket[][] = [];
  for (const packet of packets) {
    const last = found.at(-1);
    if (last?.at(-1)?.endSamples === packet.startSamples) last.push(packet);
    else found.push([packet]);
  }
  return found;
}
const ends = (packets: readonly AudioPacket[]) => [packets[0]?.startSamples, packets.at(-1)?.endSamples];

test("output packets join in media time, from the first input sample to the last", () => {
  const rate = fc.constantFrom(8000, 11_025, 22_050, 44_100, 48_000, 44_099);
  const length = fc.integer({ min: 500, max: 9000 });
  const property = fc.asyncProperty(rate, length, fc.integer({ min: 1, max: 3000 }), async (...values) => {
    const [rateHz, count, chunkSamples] = values;
    const out = await resample(audioPackets(tone(count, rateHz), rateHz, Math.max(50, chunkSamples)));
    expect(stretches(out)).toHaveLength(1);
    expect(ends(out)).toEqual([0, count]);
    expect(join(out)).toHaveLength(Math.round((count * 16_000) / rateHz));
    let position = 0;
    for (const packet of out.slice(0, -1)) {
      position += packet.samples.length;
      expect(packet.endSamples).toBe(rescaleSamples(position, 16_000, rateHz));
      expect([packet.sampleRateHz, packet.clockRateHz]).toEqual([16_000, rateHz]);
    }
  });
  return fc.assert(property, { numRuns: 30 });
});

test("audio of the rate set passes as the very same packets", async () => {
  const packets = audioPackets(tone(4000, 16_000), 16_000, 400);
  const out = await resample(packets);
  expect(out).toHaveLength(packets.length);
  out.forEach((packet, at) => {
    expect(packet).toBe(packets[at]);
  });
});

test("a gap ends a stretch where its input ended and starts the next behind the gap", async () => {
  const all = audioPackets(tone(48_000, 48_000), 48_000, 4800);
  const [before, after] = [all.slice(0, 4), all.slice(6)];
  const out = stretches(await resample([...before, ...after]));
  expect(out.map(ends)).toEqual([
    [0, 4 * 4800],
    [6 * 4800, 48_000],
  ]);
  // The filter knows nothing across the gap: each side sounds as it does alone.
  expect(join(out[0] ?? [])).toEqual(join(await resample(before)));
  expect(join(out[1] ?? [])).toEqual(join(await resample(after)));
});

test("another input rate starts the filter anew, and loses nothing", async () => {
  const [first, then] = [
    audioPackets(tone(4800, 48_000), 48_000, 480),
    audioPackets(tone(1600, 8000), 8000, 80),
  ];
  const later = then.map((packet) => ({
    ...packet,
    startSamples: 4800 + packet.startSamples * 6,
    endSamples: 4800 + packet.endSamples * 6,
    clockRateHz: 48_000,
  }));
  const out = await resample([...first, ...later]);
  expect(stretches(out)).toHaveLength(1);
  expect(ends(out)).toEqual([0, 4800 + 9600]);
  expect(join(out)).toHaveLength(1600 + 3200);
});

test("media time keeps the source clock through two resample nodes", async () => {
  const once = await resample(audioPackets(tone(44_100, 44_100), 44_100, 1000), 22_050);
  const twice = await resample(once, 8000);
  expect(stretches(twice)).toHaveLength(1);
  expect(ends(twice)).toEqual([0, 44_100]);
  expect(join(twice)).toHaveLength(8000);
  expect(new Set(twice.map(({ clockRateHz }) => clockRateHz))).toEqual(new Set([44_100]));
});
