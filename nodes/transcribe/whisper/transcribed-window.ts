import type { TimedWord } from "#engine/graph/packets.ts";
import type { Judgement } from "../transcription.ts";
import type { DecodedWindow } from "./decode-window.ts";
import type { TimedTokens } from "./windows.ts";

/** A part of a window's text with its words, where the export has their times. */
export interface TimedPart extends TimedTokens {
  readonly words?: readonly TimedWord[];
}

/** A window that was decoded and cut into parts. */
export interface TranscribedWindow extends DecodedWindow {
  readonly parts: readonly TimedPart[];
  readonly verdict: Judgement;
  /** Start of the next window from the start of this one. */
  readonly advanceSamples: number;
}
