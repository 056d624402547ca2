import { FlowError } from "#engine/errors.ts";
import type { SegmentPacket, TranscriptPacket } from "#engine/graph/packets.ts";
import { onClock, spanOf } from "#engine/media-time.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import type { TaskOptions } from "#engine/runtime/host.ts";
import { definition } from "./definition.ts";
import type { TranscribeInput, TranscribeSettings, TranscriptionModel } from "./task.ts";
import type { Transcription } from "./transcription.ts";

const taskModule = new URL("./task.ts", import.meta.url).href;

/** An NPU compiles a model for minutes the first time; what came out is kept. */
const whileLoading: TaskOptions = { softDeadlineMs: 180_000, hardDeadlineMs: 180_000 };

/** Finals go first: a partial is only a draft. */
const draftPriority = 1;

/** Ends of a partial's task that lose the partial only: the next snapshot brings another. */
const partialLosses: readonly string[] = ["task.cancelled", "task.timeout", "pool.full"];

export const transcribeNode = defineRuntime(definition, (ctx, config) => {
  const { model: name, ...settings } = config.current;
  const model = { name, kind: "asr" } as const;
  let batching: Pick<TaskOptions, "batchKey"> = {};
  /** Snapshots of this segment and of those before it come too late. */
  let lastFinalId = 0;
  /** Segments that listeners have seen a partial of. */
  const shownIds = new Set<number>();

  const transcribe = ({ samples, sampleRateHz }: SegmentPacket, isDraft: boolean) => {
    const input: TranscribeInput = { samples, sampleRateHz, isDraft, ...settings };
    const options = { model, ...batching, ...(isDraft ? { priority: draftPriority } : {}) };
    return ctx.runTask<Transcription>(taskModule, input, options);
  };

  const processOpen = async (segment: SegmentPacket) => {
    if (segment.segmentId <= lastFinalId) return;
    const output = await transcribe(segment, true).catch((error: unknown) => {
      const isLost = error instanceof FlowError && partialLosses.includes(error.code);
      if (isLost && !ctx.signal.aborted) return undefined;
      throw error;
    });
    if (output === undefined || output.text === "") return;
    shownIds.add(segment.segmentId);
    await ctx.emit("transcript", toPacket(segment, "partial", output));
  };

  const processClosed = async (segment: SegmentPacket) => {
    const output = await transcribe(segment, false);
    lastFinalId = Math.max(lastFinalId, segment.segmentId);
    const wasShown = shownIds.delete(segment.segmentId);
    if (output.text === "" && !wasShown) return;
    await ctx.emit("transcript", toPacket(segment, "final", output));
  };

  return {
    async open() {
      const options = { model, ...whileLoading };
      const { joinsRuns } = await ctx.warmUp<TranscriptionModel>(taskModule, settings, options);
      if (joinsRuns) batching = { batchKey: batchKeyOf(settings) };
    },
    process: (_port, segment) => (segment.state === "open" ? processOpen(segment) : processClosed(segment)),
  };
});

/** Windows decode in step with one another when their prompts are of the same kind. */
function batchKeyOf({ precision, language, initialPrompt }: TranscribeSettings): string {
  return [precision, language === "auto", initialPrompt].join();
}

function toPacket(
  segment: SegmentPacket,
  hypothesis: TranscriptPacket["hypothesis"],
  { segments: _, tokens: __, words, ...figures }: Transcription,
): TranscriptPacket {
  const timed = words === undefined ? {} : { words: words.map((word) => onClock(word, segment)) };
  return {
    type: "transcript",
    segmentId: segment.segmentId,
    hypothesis,
    ...figures,
    ...timed,
    ...spanOf(segment),
  };
}
