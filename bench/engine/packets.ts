import type { AudioPacket, EventPacket } from "#engine/graph/packets.ts";

const sampleRateHz = 16_000;
const noData = {};

/** An event of one sample. Each is a new object, as Node-RED's messages are. */
export function smallPacket(at: number): EventPacket {
  return {
    type: "event",
    name: "tick",
    data: noData,
    startSamples: at,
    endSamples: at + 1,
    clockRateHz: sampleRateHz,
  };
}

/** Audio with these samples, shared by all packets. */
export function audioPacket(at: number, samples: Float32Array): AudioPacket {
  const startSamples = at * samples.length;
  return {
    type: "audio",
    samples,
    sampleRateHz,
    startSamples,
    endSamples: startSamples + samples.length,
    clockRateHz: sampleRateHz,
  };
}
