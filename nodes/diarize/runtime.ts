import { fbankSampleRateHz } from "#engine/audio/fbank.ts";
import { FlowError } from "#engine/errors.ts";
import type { SegmentPacket } from "#engine/graph/packets.ts";
import { spanOf } from "#engine/media-time.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { SpeakerClustering } from "./clustering.ts";
import { definition } from "./definition.ts";
import type { EmbedInput, EmbedOutput } from "./task.ts";

const taskModule = new URL("./task.ts", import.meta.url).href;

/** Transcripts lag a few segments behind at most; what is older is forgotten. */
const rememberedSegments = 256;

/** Outlives a restart: who speaker 2 is stays who speaker 2 was. */
interface DiarizeState {
  readonly speakers: readonly (readonly number[])[];
}

export const diarizeNode = defineRuntime(definition, (ctx, config) => {
  const clustering = new SpeakerClustering(
    config.current,
    (ctx.restored as DiarizeState | undefined)?.speakers,
  );
  const speakers = new Map<number, number>();
  const model = { name: config.current.model, kind: "speaker-embedding" } as const;

  const embed = (samples: Float32Array) => {
    const input: EmbedInput = { samples };
    return ctx.runTask<EmbedOutput>(taskModule, input, { model });
  };

  const remember = (segmentId: number, speaker: number) => {
    speakers.set(segmentId, speaker);
    const oldest = speakers.keys().next().value;
    if (speakers.size > rememberedSegments && oldest !== undefined) speakers.delete(oldest);
  };

  const identify = async (segment: SegmentPacket) => {
    if (segment.state === "open") return;
    requireSampleRate(segment.sampleRateHz);
    const { embedding, speechMs } = await embed(segment.samples);
    if (embedding === undefined) return;
    const assignment = clustering.assign(embedding, speechMs);
    remember(segment.segmentId, assignment.speaker);
    const { segmentId } = segment;
    await ctx.emit("speaker", { type: "speaker", segmentId, ...assignment, ...spanOf(segment) });
  };

  return {
    async open() {
      await ctx.warmUp(taskModule, undefined, { model });
    },
    state: (): DiarizeState => ({ speakers: clustering.sums() }),
    async process(_port, packet) {
      if (packet.type === "segment") return identify(packet);
      const speaker = speakers.get(packet.segmentId);
      await ctx.emit("transcript", speaker === undefined ? packet : { ...packet, speaker });
    },
  };
});

function requireSampleRate(sampleRateHz: number): void {
  if (sampleRateHz === fbankSampleRateHz) return;
  throw new FlowError("audio.sample-rate", {
    field: "segment",
    message: `Segments come at ${sampleRateHz} Hz, and speakers are told apart at ${fbankSampleRateHz} Hz.`,
    hint: `Put a resample node to ${fbankSampleRateHz} Hz in front of the VAD.`,
  });
}
