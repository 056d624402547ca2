import { setImmediate as nextTurn } from "node:timers/promises";
import { FlowError } from "#engine/errors.ts";
import type { ConfigOf } from "#engine/graph/definition.ts";
import { msToSamples } from "#engine/media-time.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { Pacer } from "#engine/runtime/pacer.ts";
import { definition } from "./definition.ts";
import { makeSignal } from "./signal.ts";

const chunkMs = 100;
/** Chunks after which a fast tone lets everybody else have a turn. */
const chunksATurn = 10;

export const testToneNode = defineRuntime(definition, (ctx, config) => ({
  open: () => refuseWhatCannotPlay(config.current),
  async run() {
    const { durationMs, sampleRateHz, pace } = config.current;
    const signal = makeSignal(config.current);
    const pacer = pace === "real-time" ? new Pacer(sampleRateHz, ctx.signal, ctx.wallClock) : undefined;
    const count =
      durationMs === 0 ? Number.POSITIVE_INFINITY : Math.round(msToSamples(durationMs, sampleRateHz));
    const chunkSamples = Math.round(msToSamples(chunkMs, sampleRateHz));
    for (let startSamples = 0, chunk = 1; startSamples < count; startSamples += chunkSamples, chunk++) {
      const length = Math.min(chunkSamples, count - startSamples);
      const samples = Float32Array.from({ length }, (_, at) => signal(startSamples + at));
      const endSamples = startSamples + length;
      await pacer?.until(endSamples);
      if (pacer === undefined && chunk % chunksATurn === 0) await nextTurn();
      if (ctx.signal.aborted) return;
      const span = { startSamples, endSamples, clockRateHz: sampleRateHz };
      await ctx.emit("audio", { type: "audio", samples, sampleRateHz, ...span });
    }
  },
}));

function refuseWhatCannotPlay(config: ConfigOf<typeof definition>): void {
  const { kind, frequencyHz, sampleRateHz, durationMs, pace } = config;
  if (pace === "fast" && durationMs === 0) {
    throw new FlowError("config.invalid", {
      field: "durationMs",
      message: "A tone without an end cannot run as fast as possible.",
      hint: "Give a duration, or the pace real-time.",
    });
  }
  if (kind === "sine" && frequencyHz >= sampleRateHz / 2) {
    throw new FlowError("config.invalid", {
      field: "frequencyHz",
      message: `${frequencyHz} Hz is not below half the sample rate of ${sampleRateHz} Hz.`,
      hint: "Lower the frequency, or raise the sample rate.",
    });
  }
}
