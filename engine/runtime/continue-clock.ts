import type { Packet } from "../graph/packets.ts";
import { rescaleSamples } from "../media-time.ts";
import type { MediaClock } from "./clock.ts";

/**
 * Puts the packets of a source that takes another's place on the session's clock: a source that counts from 0 goes on
 * where the one before ended; one that knows its place (a feed) is left as it is.
 */
export function continueClock(clock: MediaClock): (packet: Packet) => Packet {
  let shiftSamples: number | undefined;
  let rateHz = 0;
  return (packet) => {
    if (rateHz === 0) rateHz = clock.rateHz === 0 ? packet.clockRateHz : clock.rateHz;
    const place = (samples: number) => rescaleSamples(samples, packet.clockRateHz, rateHz);
    const startSamples = place(packet.startSamples);
    shiftSamples ??= Math.max(0, clock.capturedSamples - startSamples);
    if (shiftSamples === 0 && packet.clockRateHz === rateHz) return packet;
    const endSamples = place(packet.endSamples) + shiftSamples;
    return { ...packet, startSamples: startSamples + shiftSamples, endSamples, clockRateHz: rateHz };
  };
}
