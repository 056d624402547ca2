import { FlowError } from "#engine/errors.ts";
import type { TranscriptPacket, TranslationPacket } from "#engine/graph/packets.ts";
import { spanOf } from "#engine/media-time.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import type { TaskOptions } from "#engine/runtime/host.ts";
import { definition } from "./definition.ts";
import type { TranslateInput, TranslateOutput, TranslationModel } from "./task.ts";

const taskModule = new URL("./task.ts", import.meta.url).href;

/** A draft is worth little when it is late, and finals wait behind it. */
const draftOptions: TaskOptions = { priority: 1, softDeadlineMs: 4_000 };

/** Ends of a draft's task that lose the draft only. */
const draftLosses: readonly string[] = ["task.cancelled", "task.timeout", "pool.full"];

export const translateNode = defineRuntime(definition, (ctx, config) => {
  const model = { name: config.current.model, kind: "translation" } as const;
  let languages: readonly string[] = [];
  let batching: Pick<TaskOptions, "batchKey"> = {};
  /** Drafts of this segment and of those before it come too late. */
  let lastFinalId = 0;
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

  const translateDraft = async (packet: TranscriptPacket, target: string) => {
    try {
      return await translate(packet.text, packet.language, target, draftOptions);
    } catch (error) {
      const lost = error instanceof FlowError && draftLosses.includes(error.code);
      if (lost && !ctx.signal.aborted) return undefined;
      throw error;
    }
  };

  return {
    async open() {
      const { precision, targetLanguages } = config.current;
      const known = await ctx.warmUp<TranslationModel>(taskModule, { precision }, { model });
      languages = known.languages;
      if (known.joinsRuns) batching = { batchKey: precision };
      checkTargets(targetLanguages, languages);
    },
    async process(_port, packet) {
      const isDraft = packet.hypothesis === "partial";
      if (isDraft && (!config.current.partials || packet.segmentId <= lastFinalId)) return;
      if (!isDraft) lastFinalId = Math.max(lastFinalId, packet.segmentId);
      if (packet.text.trim() === "" || !knows(packet.language)) return;
      const targets = config.current.targetLanguages.filter((target) => target !== packet.language);
      const results = await Promise.all(
        targets.map((target) =>
          isDraft ? translateDraft(packet, target) : translate(packet.text, packet.language, target),
        ),
      );
      for (const [at, result] of results.entries()) {
        if (result === undefined) continue;
        await ctx.emit("translation", toPacket(packet, targets[at] as string, result));
      }
    },
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
