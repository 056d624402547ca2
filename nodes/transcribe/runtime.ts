import { toFlowError } from "#engine/errors.ts";
import type { SegmentPacket, TranscriptPacket } from "#engine/graph/packets.ts";
import { subjectOf, type VerdictFigures, type VerdictKind } from "#engine/graph/verdict.ts";
import { onClock, spanOf } from "#engine/media-time.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { Hypotheses, lossOfPartial } from "#engine/runtime/hypotheses.ts";
import type { TaskOptions } from "#engine/runtime/task-runner.ts";
import { definition } from "./definition.ts";
import type { TranscribeInput, TranscribeSettings, TranscriptionModel } from "./task.ts";
import type { Transcription } from "./transcription.ts";

const taskModule = new URL("./task.ts", import.meta.url).href;

/** An NPU compiles a model for minutes the first time; what came out is kept. */
const whileLoading: TaskOptions = { softDeadlineMs: 180_000, hardDeadlineMs: 180_000 };

/** Finals go first. */
const partialPriority = 1;

export const transcribeNode = defineRuntime(definition, (ctx, config) => {
  const { model: name, ...settings } = config.current;
  const model = { name, kind: "asr" } as const;
  let batching: Pick<TaskOptions, "batchKey"> = {};
  const hypotheses = new Hypotheses<TranscriptPacket>(
    { emit: (packet) => ctx.emit("transcript", packet), signal: ctx.signal },
    ctx.restored as readonly TranscriptPacket[] | undefined,
  );

  const judge = (segment: SegmentPacket, kind: VerdictKind, figures: VerdictFigures = {}) =>
    ctx.verdict({ kind, ...subjectOf(segment), figures });

  const transcribe = ({ samples, sampleRateHz }: SegmentPacket, isPartial: boolean) => {
    const input: TranscribeInput = { samples, sampleRateHz, isPartial, ...settings };
    const options = { model, ...batching, ...(isPartial ? { priority: partialPriority } : {}) };
    return ctx.runTask<Transcription>(taskModule, input, options);
  };

  const processOpen = async (segment: SegmentPacket) => {
    if (hypotheses.isOver(segment.segmentId)) return judge(segment, "late");
    const output = await transcribe(segment, true).catch((error: unknown) => {
      const loss = lossOfPartial(error);
      judge(segment, loss ?? "lost", { code: toFlowError(error, "node.failed").code });
      if (loss === undefined || ctx.signal.aborted) throw error;
    });
    if (output === undefined) return;
    judge(segment, output.verdict.kind, output.verdict.figures);
    if (output.text !== "") await hypotheses.partial(toPacket(segment, "partial", output));
  };

  const processClosed = (segment: SegmentPacket) =>
    hypotheses.final(segment, async () => {
      const output = await transcribe(segment, false).catch((error: unknown) => {
        judge(segment, "lost", { code: toFlowError(error, "node.failed").code });
        throw error;
      });
      judge(segment, output.verdict.kind, output.verdict.figures);
      return [toPacket(segment, "final", output)];
    });

  return {
    async open() {
      const options = { model, ...whileLoading };
      const { joinsRuns } = await ctx.warmUp<TranscriptionModel>(taskModule, settings, options);
      if (joinsRuns) batching = { batchKey: batchKeyOf(settings) };
    },
    state: () => hypotheses.standing,
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
  { segments: _, tokens: __, verdict: ___, words, ...figures }: Transcription,
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
