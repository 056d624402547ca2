import type { ErrorCode } from "../errors.ts";
import { type MediaSpan, spanOf } from "../media-time.ts";
import type { QueuePolicy } from "./definition.ts";
import type { Hypothesis, Packet } from "./packets.ts";

/**
 * What became of a result, and why, in one word.
 * - `heard`: its text was given out.
 * - `inaudible`: too quiet for the model to be asked (`rms`).
 * - `silence`: the model takes it for no speech, or wrote nothing (`noSpeechProbability`, `averageLogProbability`).
 * - `repetitive`: the text repeats itself (`compressionRatio`).
 * - `unsure`: the model is not sure of the text (`averageLogProbability`); of partials only, a final is decoded again.
 * - `invented`: odd words over audio without a sound (`rms`).
 * - `late`: its moment was over: its final was there, or its deadline had passed (`code`).
 * - `superseded`: a newer one took its place in a queue (`policy`).
 * - `lost`: a full queue dropped it (`policy`), or its task failed (`code`).
 */
export const verdictKinds = [
  "heard",
  "inaudible",
  "silence",
  "repetitive",
  "unsure",
  "invented",
  "late",
  "superseded",
  "lost",
] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** What decided. Only what was looked at is there. */
export interface VerdictFigures {
  /** 0…1. */
  readonly noSpeechProbability?: number;
  /** Mean natural log-probability per token, at most 0. */
  readonly averageLogProbability?: number;
  /** Bytes of the text over its bytes compressed. */
  readonly compressionRatio?: number;
  /** Temperature that the text was decoded at, 0…1. */
  readonly temperature?: number;
  /** Root mean square of the loudest tenth of a second, 0…1. */
  readonly rms?: number;
  /** Policy of the queue that dropped it. */
  readonly policy?: QueuePolicy;
  /** Code of the error that ended it. */
  readonly code?: ErrorCode;
}

/** The verdict on one result, with where it lies in media time. It holds no text. */
export interface Verdict extends MediaSpan {
  readonly kind: VerdictKind;
  /** Absent for what is no part of a segment, such as a chunk of audio. */
  readonly segmentId?: number;
  readonly hypothesis?: Hypothesis;
  readonly figures: VerdictFigures;
}

/** The latest verdicts of one node, oldest first. */
export interface NodeVerdicts {
  readonly nodeId: string;
  readonly latest: readonly Verdict[];
}

/** How many results came to which verdict; a verdict that none came to is absent. */
export type VerdictCounts = Readonly<Partial<Record<VerdictKind, number>>>;

/** The verdict on a packet that a queue dropped by its policy. */
export function verdictOnDrop(packet: Packet, policy: QueuePolicy): Verdict {
  return {
    kind: policy === "latest" ? "superseded" : "lost",
    ...subjectOf(packet),
    figures: { policy },
  };
}

/** What a verdict on a packet is about. */
export function subjectOf(packet: Packet): Pick<Verdict, "segmentId" | "hypothesis" | keyof MediaSpan> {
  const span = spanOf(packet);
  if (packet.type === "audio" || packet.type === "event") return span;
  const { segmentId } = packet;
  if (packet.type === "speaker") return { segmentId, ...span };
  const hypothesis =
    packet.type === "segment" ? (packet.state === "open" ? "partial" : "final") : packet.hypothesis;
  return { segmentId, hypothesis, ...span };
}
