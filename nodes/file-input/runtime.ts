import { msToSamples } from "#engine/media-time.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { Pacer } from "#engine/runtime/pacer.ts";
import { type AudioReader, openAudioFile } from "#runtime-workers/media/audio-file.ts";
import { definition } from "./definition.ts";

export const fileInputNode = defineRuntime(definition, (ctx, config) => {
  let reader: AudioReader | undefined;
  return {
    async open() {
      reader = await openAudioFile(config.current.file, ctx.signal);
    },
    async run() {
      if (reader === undefined) return;
      const { sampleRateHz } = reader;
      const { chunkMs, pace } = config.current;
      const chunkFrames = Math.max(1, Math.round(msToSamples(chunkMs, sampleRateHz)));
      const pacer = pace === "real-time" ? new Pacer(sampleRateHz, ctx.signal, ctx.wallClock) : undefined;
      let startSamples = 0;
      while (!ctx.signal.aborted) {
        const samples = await reader.read(chunkFrames);
        if (samples.length === 0) break;
        const endSamples = startSamples + samples.length;
        await pacer?.until(endSamples);
        if (ctx.signal.aborted) return;
        const span = { startSamples, endSamples, clockRateHz: sampleRateHz };
        await ctx.emit("audio", { type: "audio", samples, sampleRateHz, ...span });
        startSamples = endSamples;
      }
      const warning = ctx.signal.aborted ? undefined : reader.warning();
      if (warning !== undefined) ctx.log.warn(warning, { nodeId: ctx.nodeId });
    },
    async close() {
      await reader?.close();
      reader = undefined;
    },
  };
});
