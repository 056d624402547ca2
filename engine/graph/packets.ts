import type { MediaSpan } from "../media-time.ts";

/**
 * What travels over the wires. Packets are immutable and shared: a fan-out to N edges costs N pointers,
 * so nobody may write to a packet, nor to the samples in it, once it was emitted.
 *
 * Every packet says where it lies in media time (`MediaSpan`). Wall time is never in a packet.
 */

/** A chunk of mono PCM. */
export interface AudioPacket extends MediaSpan {
  readonly type: "audio";
  /** Mono samples, nominally -1…1. */
  readonly samples: Float32Array;
  /** Rate of `samples`, in Hz (the source rate only until the first resample node). */
  readonly sampleRateHz: number;
}

/** A stretch of speech with its audio. */
export interface SegmentPacket extends MediaSpan {
  readonly type: "segment";
  /** Counts up from 1 within a session; everything derived from the segment carries it. */
  readonly segmentId: number;
  /** `open`: a snapshot of speech that still goes on; `closed`: the whole stretch. */
  readonly state: "open" | "closed";
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** A word with its place in media time. */
export interface TimedWord {
  readonly text: string;
  readonly startSamples: number;
  readonly endSamples: number;
  /** 0…1, from the model; absent where its engine does not tell. */
  readonly probability?: number;
}

/** `partial` may still change; `final` never does. */
export type Hypothesis = "partial" | "final";

/** What was said in a segment. Figures that the recogniser's engine does not give are absent, never made up. */
export interface TranscriptPacket extends MediaSpan {
  readonly type: "transcript";
  readonly segmentId: number;
  readonly hypothesis: Hypothesis;
  readonly text: string;
  /** ISO 639-1 code. */
  readonly language: string;
  /** 0…1; 1 when the language was given, not detected. */
  readonly languageProbability?: number;
  /** Mean natural log-probability per token, at most 0. */
  readonly averageLogProbability?: number;
  /** 0…1. */
  readonly noSpeechProbability?: number;
  /** Bytes of the text over its bytes compressed; beyond 2.4 it repeats itself. */
  readonly compressionRatio?: number;
  /** Temperature that the text was decoded at, 0…1; above 0 the guards refused the likeliest text. */
  readonly temperature?: number;
  readonly words?: readonly TimedWord[];
  /** Speaker number from 1, once known. */
  readonly speaker?: number;
}

/** A transcript in another language. */
export interface TranslationPacket extends MediaSpan {
  readonly type: "translation";
  readonly segmentId: number;
  readonly hypothesis: Hypothesis;
  readonly text: string;
  readonly sourceText: string;
  readonly sourceLanguage: string;
  readonly language: string;
  /** Mean natural log-probability per token, at most 0. */
  readonly averageLogProbability: number;
  readonly speaker?: number;
}

/** Who speaks in a segment. */
export interface SpeakerPacket extends MediaSpan {
  readonly type: "speaker";
  readonly segmentId: number;
  /** Speaker number, from 1 in order of appearance, stable within a session. */
  readonly speaker: number;
  /** Cosine between the segment's embedding and the speaker's centroid, -1…1. */
  readonly similarity: number;
  readonly isNew: boolean;
}

/** Anything else worth telling: an error, a probability curve, a state. */
export interface EventPacket extends MediaSpan {
  readonly type: "event";
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Packet of each port type; `any` carries all of them. */
export interface PacketByType {
  audio: AudioPacket;
  segment: SegmentPacket;
  transcript: TranscriptPacket;
  translation: TranslationPacket;
  speaker: SpeakerPacket;
  event: EventPacket;
  any: AudioPacket | SegmentPacket | TranscriptPacket | TranslationPacket | SpeakerPacket | EventPacket;
}

/** Any packet. */
export type Packet = PacketByType["any"];
