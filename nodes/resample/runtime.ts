import { Resampler } from "#engine/audio/resampler.ts";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { rescaleSamples } from "#engine/media-time.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { definition } from "./definition.ts";

/** A stretch of audio without a gap, in work. Positions are in samples of the source clock. */
interface Stretch {
  readonly inputRateHz: number;
  readonly clockRateHz: number;
  readonly startSamples: number;
  /** Where the next input has to start. */
  inputEndSamples: number;
  /** Where the next output starts. */
  outputEndSamples: number;
  /** Samples sent, at the output rate. */
  outputCount: number;
}

export const resampleNode = defineRuntime(definition, (ctx, config) => {
  const { sampleRateHz } = config.current;
  let stretch: Stretch | undefined;
  /** Outlives a stretch: its filter takes milliseconds to design. */
  let resampler: Resampler | undefined;

  function send(to: Stretch, samples: Float32Array, endSamples: number): void {
    if (samples.length === 0) return;
    const { clockRateHz, outputEndSamples: startSamples } = to;
    to.outputEndSamples = endSamples;
    ctx.emit("audio", { type: "audio", samples, sampleRateHz, startSamples, endSamples, clockRateHz });
  }

  /** Sends what the filter still holds; the stretch ends where its input did. */
  function finish(): void {
    if (stretch === undefined || resampler === undefined) return;
    send(stretch, resampler.flush(), stretch.inputEndSamples);
    stretch = undefined;
  }

  return {
    process(_port, packet) {
      if (stretch !== undefined && !continues(stretch, packet)) finish();
      if (packet.sampleRateHz === sampleRateHz) {
        ctx.emit("audio", packet);
        return;
      }
      if (resampler?.inputRateHz !== packet.sampleRateHz) {
        resampler = new Resampler(packet.sampleRateHz, sampleRateHz);
      }
      stretch ??= begin(packet);
      stretch.inputEndSamples = packet.endSamples;
      const samples = resampler.process(packet.samples);
      stretch.outputCount += samples.length;
      const span = rescaleSamples(stretch.outputCount, sampleRateHz, stretch.clockRateHz);
      send(stretch, samples, Math.min(stretch.startSamples + span, packet.endSamples));
    },
    flush: finish,
    close() {
      stretch = undefined;
      resampler = undefined;
    },
  };
});

function begin({ startSamples, clockRateHz, sampleRateHz }: AudioPacket): Stretch {
  return {
    inputRateHz: sampleRateHz,
    clockRateHz,
    startSamples,
    inputEndSamples: startSamples,
    outputEndSamples: startSamples,
    outputCount: 0,
  };
}

function continues(stretch: Stretch, packet: AudioPacket): boolean {
  return (
    packet.startSamples === stretch.inputEndSamples &&
    packet.clockRateHz === stretch.clockRateHz &&
    packet.sampleRateHz === stretch.inputRateHz
  );
}
