import { type ErrorCode, FlowError, toFlowError } from "#engine/errors.ts";
import type { TranscriptPacket, TranslationPacket } from "#engine/graph/packets.ts";
import { subjectOf, type VerdictFigures, type VerdictKind } from "#engine/graph/verdict.ts";
import { spanOf } from "#engine/media-time.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { Hypotheses, lossOfPartial } from "#engine/runtime/hypotheses.ts";
import type { TaskOptions } from "#engine/runtime/task-runner.ts";
import { definition } from "./definition.ts";
import type { TranslateInput, TranslateOutput, TranslationModel } from "./task.ts";

const taskModule = new URL("./task.ts", import.meta.url).href;

/** A partial is worth little when it is late, and finals wait behind it. */
const partialOptions: TaskOptions = { priority: 1, softDeadlineMs: 4_000 };

export const translateNode = defineRuntime(definition, (ctx, config) => {
  const model = { name: config.current.model, kind: "translation" } as const;
  let languages: readonly string[] = [];
  let batching: Pick<TaskOptions, "batchKey"> = {};
  const hypotheses = new Hypotheses<TranslationPacket>(
    {
      emit: (packet) => ctx.emit("translation", packet),
      signal: ctx.signal,
      lineOf: ({ language }) => language,
    },
    ctx.restored as readonly TranslationPacket[] | undefined,
  );
  const warned = new Set<string>();

  const translate = (text: string, sourceLanguage: string, targetLanguage: string, options?: TaskOptions) => {
    const input: TranslateInput = {
      precision: config.current.precision,
      text,
      sourceLanguage,
      targetLanguage,
    };
    return ctx.runTask<TranslateOutput>(taskModule, input, { model, ...batching, ...options });
  };

  const knows = (language: string): boolean => {
    if (languages.includes(language)) return true;
    if (!warned.has(language)) {
      ctx.log.warn("The translation model does not know this language; its transcripts are passed over.", {
        nodeId: ctx.nodeId,
        language,
      });
    }
    warned.add(language);
    return false;
  };

  const judge = (packet: TranscriptPacket, kind: VerdictKind, figures: VerdictFigures = {}) =>
    ctx.verdict({ kind, ...subjectOf(packet), figures });

  const targetsOf = (packet: TranscriptPacket): readonly string[] => {
    const { text, language } = packet;
    if (text.trim() === "") return [];
    if (!knows(language)) {
      judge(packet, "lost", { code: "language.unknown" });
      return [];
    }
    return config.current.targetLanguages.filter((target) => target !== language);
  };

  /** Each ends with a packet, or with why there is none. */
  const translateAll = (packet: TranscriptPacket, options?: TaskOptions) =>
    Promise.allSettled(
      targetsOf(packet).map(async (target) => {
        const result = await translate(packet.text, packet.language, target, options);
        judge(packet, "heard", { averageLogProbability: result.averageLogProbability });
        return toPacket(packet, target, result);
      }),
    );

  const processPartial = async (packet: TranscriptPacket) => {
    if (!config.current.partials) return;
    if (hypotheses.isOver(packet.segmentId)) return judge(packet, "late");
    let failure: PromiseRejectedResult | undefined;
    for (const result of await translateAll(packet, partialOptions)) {
      if (result.status === "fulfilled") {
        await hypotheses.partial(result.value);
        continue;
      }
      const loss = lossOfPartial(result.reason);
      judge(packet, loss ?? "lost", { code: codeOf(result.reason) });
      if (loss === undefined || ctx.signal.aborted) failure ??= result;
    }
    if (failure !== undefined) throw failure.reason;
  };

  /** What can be translated is, also where another language fails. */
  const processFinal = async (packet: TranscriptPacket) => {
    let failure: PromiseRejectedResult | undefined;
    await hypotheses.final(packet, async () => {
      const results = await translateAll(packet);
      for (const result of results) {
        if (result.status === "fulfilled") continue;
        judge(packet, "lost", { code: codeOf(result.reason) });
        failure ??= result;
      }
      return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    });
    if (failure !== undefined) throw failure.reason;
  };

  return {
    async open() {
      const { precision, targetLanguages } = config.current;
      const known = await ctx.warmUp<TranslationModel>(taskModule, { precision }, { model });
      languages = known.languages;
      if (known.joinsRuns) batching = { batchKey: precision };
      checkTargets(targetLanguages, languages);
    },
    state: () => hypotheses.standing,
    process: (_port, packet) =>
      packet.hypothesis === "partial" ? processPartial(packet) : processFinal(packet),
  };
});

/** Refuses targets that the model does not know, before any audio flows. */
function checkTargets(targets: readonly string[], languages: readonly string[]): void {
  const unknown = targets.filter((target) => !languages.includes(target));
  if (unknown.length === 0) return;
  throw new FlowError("language.unknown", {
    field: "targetLanguages",
    message: `The model does not know ${unknown.map((code) => `"${code}"`).join(", ")}.`,
    hint: `Use ${languages.join(", ")}, or another model.`,
  });
}

function toPacket(packet: TranscriptPacket, language: string, result: TranslateOutput): TranslationPacket {
  return {
    type: "translation",
    segmentId: packet.segmentId,
    hypothesis: packet.hypothesis,
    text: result.text,
    sourceText: packet.text,
    sourceLanguage: packet.language,
    language,
    averageLogProbability: result.averageLogProbability,
    ...(packet.speaker === undefined ? {} : { speaker: packet.speaker }),
    ...spanOf(packet),
  };
}

function codeOf(error: unknown): ErrorCode {
  return toFlowError(error, "node.failed").code;
}
