import { FlowError } from "#engine/errors.ts";
import { type SegmentPacket, spanOf, type TranscriptPacket } from "#engine/graph/packets.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import type { TaskOptions } from "#engine/runtime/host.ts";
import { resolveModel } from "#runtime-workers/models/resolve.ts";
import { definition } from "./definition.ts";
import type { TranscribeInput } from "./task.ts";
import type { Transcription } from "./transcription.ts";

const taskModule = new URL("./task.ts", import.meta.url).href;

/** Finals go first: a partial is only a draft. */
const partialOptions: TaskOptions = { priority: 1 };

/** Ends of a partial's task that lose the partial only: the next snapshot brings another. */
const partialLosses: readonly string[] = ["task.cancelled", "task.timeout", "pool.full"];

export const transcribeNode = defineRuntime(definition, (ctx, { model, language }) => {
  let modelDir = "";
  /** Snapshots of this segment and of those before it come too late. */
  let lastFinalId = 0;
  /** Segments that listeners have seen a partial of. */
  const shownIds = new Set<number>();

  const transcribe = (segment: Pick<SegmentPacket, "samples" | "sampleRateHz">, options?: TaskOptions) => {
    const { samples, sampleRateHz } = segment;
    const input: TranscribeInput = { modelDir, samples, sampleRateHz, language };
    return ctx.runTask<Transcription>(taskModule, input, options);
  };

  const processOpen = async (segment: SegmentPacket) => {
    if (segment.segmentId <= lastFinalId) return;
    const output = await transcribe(segment, partialOptions).catch((error: unknown) => {
      const isLost = error instanceof FlowError && partialLosses.includes(error.code);
      if (isLost && !ctx.signal.aborted) return undefined;
      throw error;
    });
    if (output === undefined || output.text === "") return;
    shownIds.add(segment.segmentId);
    await ctx.emit("transcript", toPacket(segment, "partial", output));
  };

  const processClosed = async (segment: SegmentPacket) => {
    const output = await transcribe(segment);
    lastFinalId = Math.max(lastFinalId, segment.segmentId);
    const wasShown = shownIds.delete(segment.segmentId);
    if (output.text === "" && !wasShown) return;
    await ctx.emit("transcript", toPacket(segment, "final", output));
  };

  return {
    async open() {
      modelDir = resolveModel(model, "asr");
      await transcribe({ samples: new Float32Array(0), sampleRateHz: 0 });
    },
    process: (_port, segment) => (segment.state === "open" ? processOpen(segment) : processClosed(segment)),
  };
});

function toPacket(
  segment: SegmentPacket,
  hypothesis: TranscriptPacket["hypothesis"],
  { text, language, languageProbability, averageLogProbability, noSpeechProbability }: Transcription,
): TranscriptPacket {
  return {
    type: "transcript",
    segmentId: segment.segmentId,
    hypothesis,
    text,
    language,
    languageProbability,
    averageLogProbability,
    noSpeechProbability,
    ...spanOf(segment),
  };
}
