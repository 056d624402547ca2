import { FlowError } from "#engine/errors.ts";
import type { AudioPacket, EventPacket, SegmentPacket } from "#engine/graph/packets.ts";
import { samplesToMs } from "#engine/media-time.ts";
import { defineRuntime, type LiveConfig } from "#engine/runtime/define-runtime.ts";
import { ClosedSegments } from "./closed-segments.ts";
import { definition } from "./definition.ts";
import { contextSamples, stateFloats, vadRateHz, windowSamples } from "./layout.ts";
import { MediaLedger } from "./media-ledger.ts";
import { Segmenter, type SegmenterSettings, type SpeechSegment } from "./segmenter.ts";
import type { VadTaskInput, VadTaskOutput } from "./task.ts";

const taskModule = new URL("./task.ts", import.meta.url).href;
const hopMs = samplesToMs(windowSamples, vadRateHz);
const noSamples = new Float32Array(0);

/** One unbroken stretch of media time: the model's memory and the segmenter start anew with each. */
interface Stretch {
  readonly ledger: MediaLedger;
  readonly segmenter: Segmenter;
  /** Samples that do not fill a window yet. */
  pending: Float32Array;
  context: Float32Array;
  state: Float32Array;
  /** A task failed: what it should have judged is lost, so the stretch ends here. */
  broken: boolean;
}

/** Outlives a restart: a segment that is found again gets the number that it had. */
interface VadState {
  readonly lastSegmentId: number;
}

export const vadNode = defineRuntime(definition, (ctx, config) => {
  const model = { name: config.current.model, kind: "vad" } as const;
  let { lastSegmentId } = (ctx.restored as VadState | undefined) ?? { lastSegmentId: 0 };
  const closed = new ClosedSegments(lastSegmentId);
  let stretch = newStretch(config, nextSegmentId);

  function nextSegmentId(): number {
    return ++lastSegmentId;
  }

  async function judge(windows: Float32Array): Promise<Float32Array> {
    const { context, state } = stretch;
    const input: VadTaskInput = { windows, context, state };
    try {
      const output = await ctx.runTask<VadTaskOutput>(taskModule, input, { model, batchKey: "windows" });
      stretch.context = output.context;
      stretch.state = output.state;
      return output.probabilities;
    } catch (error) {
      stretch.broken = true;
      stretch.pending = noSamples;
      throw error;
    }
  }

  async function emitSegments(segments: readonly SpeechSegment[]): Promise<void> {
    for (const segment of segments) {
      const packet = segmentPacket(segment, stretch.ledger);
      if (segment.state === "closed") closed.add(packet);
      await ctx.emit(segment.state === "open" ? "open" : "segment", packet);
    }
  }

  async function endStretch(): Promise<void> {
    await emitSegments(stretch.segmenter.flush(stretch.pending));
    stretch = newStretch(config, nextSegmentId);
  }

  async function processWindows(windows: Float32Array): Promise<void> {
    const { segmenter, ledger } = stretch;
    const startIndex = segmenter.endIndex;
    const probabilities = await judge(windows);
    await ctx.emit("probability", probabilityEvent(probabilities, startIndex, ledger));
    for (const [at, probability] of probabilities.entries()) {
      const window = windows.subarray(at * windowSamples, (at + 1) * windowSamples);
      await emitSegments(segmenter.push(window, probability));
    }
    ledger.forgetBefore(segmenter.oldestIndex);
  }

  return {
    async open() {
      await ctx.warmUp(taskModule, undefined, { model });
    },
    async process(_port, packet) {
      requireRate(packet);
      if (stretch.broken || !stretch.ledger.continues(packet)) await endStretch();
      stretch.ledger.add(packet);
      const audio = joined(stretch.pending, packet.samples);
      const whole = audio.length - (audio.length % windowSamples);
      stretch.pending = audio.slice(whole);
      if (whole > 0) await processWindows(audio.slice(0, whole));
    },
    flush: endStretch,
    state: (safeSamples): VadState => ({ lastSegmentId: closed.lastBefore(safeSamples) }),
    heldSince: () => stretch.ledger.startOf(stretch.segmenter.oldestIndex),
  };
});

function newStretch(settings: LiveConfig<SegmenterSettings>, nextSegmentId: () => number): Stretch {
  return {
    ledger: new MediaLedger(),
    segmenter: new Segmenter(settings, nextSegmentId),
    pending: noSamples,
    context: new Float32Array(contextSamples),
    state: new Float32Array(stateFloats),
    broken: false,
  };
}

function requireRate({ sampleRateHz }: AudioPacket): void {
  if (sampleRateHz === vadRateHz) return;
  throw new FlowError("audio.sample-rate", {
    field: "audio",
    message: `The audio has ${sampleRateHz} Hz; voice activity detection takes ${vadRateHz} Hz.`,
    hint: `Put a resample node with sampleRateHz ${vadRateHz} in front of it.`,
  });
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const whole = new Float32Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

function segmentPacket(segment: SpeechSegment, ledger: MediaLedger): SegmentPacket {
  const { segmentId, state, samples, startIndex, endIndex } = segment;
  const span = ledger.spanOf(startIndex, endIndex);
  return { type: "segment", segmentId, state, samples, sampleRateHz: vadRateHz, ...span };
}

function probabilityEvent(probabilities: Float32Array, startIndex: number, ledger: MediaLedger): EventPacket {
  const span = ledger.spanOf(startIndex, startIndex + probabilities.length * windowSamples);
  const data = { probabilities: Array.from(probabilities), hopMs };
  return { type: "event", name: "speech-probability", data, ...span };
}
