import { msToSamples } from "#engine/media-time.ts";
import type { LiveConfig } from "#engine/runtime/define-runtime.ts";
import { AudioTape } from "./audio-tape.ts";
import { vadRateHz, windowSamples } from "./layout.ts";

/** What decides where segments begin and end. */
export interface SegmenterSettings {
  /** Probability at which speech begins, 0…1. */
  readonly threshold: number;
  /** Probability under which silence begins, 0…1; never above `threshold`. */
  readonly offThreshold: number;
  readonly minSpeechMs: number;
  readonly minSilenceMs: number;
  readonly paddingMs: number;
  readonly maxSegmentMs: number;
  /** 0: no snapshots. */
  readonly openEveryMs: number;
}

/** A stretch of speech, by sample index from the start of the audio. */
export interface SpeechSegment {
  readonly segmentId: number;
  readonly state: "open" | "closed";
  readonly startIndex: number;
  readonly endIndex: number;
  /** A copy of its own. */
  readonly samples: Float32Array;
}

interface JudgedWindow {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly probability: number;
  readonly voiced: boolean;
}

/** Speech in progress. It gets its id once there was enough voice. */
interface Speech {
  readonly startIndex: number;
  segmentId: number | undefined;
  /** Index after the last voiced window. */
  voiceEndIndex: number;
  voicedSamples: number;
  snapshotEndIndex: number;
  readonly windows: JudgedWindow[];
}

/** Share of a segment at its end in which a cut is looked for. */
const cutShare = 0.3;

/**
 * Turns speech probabilities into segments: the hysteresis of Silero's VADIterator
 * (github.com/snakers4/silero-vad), with padding, a longest length, and snapshots of open segments.
 * Pure and synchronous; the outcome depends on the windows alone, not on how they were grouped. The settings are read
 * anew at every window.
 */
export class Segmenter {
  readonly #settings: LiveConfig<SegmenterSettings>;
  readonly #nextSegmentId: () => number;
  readonly #tape = new AudioTape();
  #speech: Speech | undefined;
  /** End of the segment before: no later one reaches back behind it. */
  #lastEndIndex = 0;

  constructor(settings: LiveConfig<SegmenterSettings>, nextSegmentId: () => number) {
    this.#settings = settings;
    this.#nextSegmentId = nextSegmentId;
  }

  /** Index of the oldest sample that a later segment may still hold. */
  get oldestIndex(): number {
    return this.#tape.startIndex;
  }

  /** Index after the newest sample pushed. */
  get endIndex(): number {
    return this.#tape.endIndex;
  }

  /** Takes the next window of 512 samples with its probability; returns what it completes, in order. */
  push(window: Float32Array, probability: number): SpeechSegment[] {
    const startIndex = this.#tape.endIndex;
    this.#tape.append(window);
    if (this.#speech === undefined && probability >= this.#settings.current.threshold) {
      this.#speech = this.#begin(startIndex);
    }
    const speech = this.#speech;
    const completed = speech === undefined ? [] : this.#advance(speech, startIndex, probability);
    this.#tape.forgetBefore(this.#speech?.startIndex ?? this.#prerollStart(this.#tape.endIndex));
    return completed;
  }

  /**
   * Ends the audio and closes an open segment. `tail` is what is left, less than a window, and counts as what
   * the window before it was. Voice that lasts to the very end is kept however short: the audio broke off, not
   * the speaker.
   */
  flush(tail: Float32Array): SpeechSegment[] {
    const speech = this.#speech;
    const speaking = speech !== undefined && speech.voiceEndIndex === this.#tape.endIndex;
    this.#tape.append(tail);
    if (speech === undefined) return [];
    if (speaking) {
      speech.voiceEndIndex = this.#tape.endIndex;
      speech.segmentId ??= this.#nextSegmentId();
    }
    return this.#close(speech);
  }

  #begin(startIndex: number): Speech {
    const paddedIndex = this.#prerollStart(startIndex);
    return {
      startIndex: paddedIndex,
      segmentId: undefined,
      voiceEndIndex: startIndex,
      voicedSamples: 0,
      snapshotEndIndex: paddedIndex,
      windows: [],
    };
  }

  #advance(speech: Speech, startIndex: number, probability: number): SpeechSegment[] {
    const { threshold, offThreshold, minSpeechMs, minSilenceMs, maxSegmentMs } = this.#settings.current;
    const endIndex = this.#tape.endIndex;
    const speaking = speech.voiceEndIndex === startIndex;
    const voiced = probability >= (speaking ? Math.min(offThreshold, threshold) : threshold);
    speech.windows.push({ startIndex, endIndex, probability, voiced });
    if (voiced) {
      speech.voiceEndIndex = endIndex;
      speech.voicedSamples += endIndex - startIndex;
    }
    if (speech.voicedSamples >= toSamples(minSpeechMs)) speech.segmentId ??= this.#nextSegmentId();
    if (endIndex - speech.voiceEndIndex >= toSamples(minSilenceMs)) return this.#close(speech);
    if (endIndex + windowSamples - speech.startIndex > toSamples(maxSegmentMs)) return this.#cut(speech);
    return this.#snapshot(speech);
  }

  #close(speech: Speech): SpeechSegment[] {
    this.#speech = undefined;
    return this.#emit(speech, "closed", this.#paddedEnd(speech));
  }

  /** Closes speech in the middle of its quietest late window; what was voiced after it goes on as the next segment. */
  #cut(speech: Speech): SpeechSegment[] {
    const quietest = quietestLateWindow(speech, this.#tape.endIndex);
    const cutIndex = (quietest.startIndex + quietest.endIndex) >> 1;
    const closed = this.#emit(speech, "closed", cutIndex);
    const windows = speech.windows.filter(({ endIndex }) => endIndex > cutIndex);
    const voicedSamples = windows
      .filter(({ voiced }) => voiced)
      .reduce((sum, { startIndex, endIndex }) => sum + endIndex - Math.max(startIndex, cutIndex), 0);
    this.#speech =
      voicedSamples === 0
        ? undefined
        : {
            startIndex: cutIndex,
            segmentId: speech.segmentId === undefined ? undefined : this.#nextSegmentId(),
            voiceEndIndex: speech.voiceEndIndex,
            voicedSamples,
            snapshotEndIndex: cutIndex,
            windows,
          };
    return closed;
  }

  #snapshot(speech: Speech): SpeechSegment[] {
    const everySamples = toSamples(this.#settings.current.openEveryMs);
    const endIndex = this.#paddedEnd(speech);
    if (everySamples === 0 || endIndex - speech.snapshotEndIndex < everySamples) return [];
    speech.snapshotEndIndex = endIndex;
    return this.#emit(speech, "open", endIndex);
  }

  #emit(speech: Speech, state: "open" | "closed", endIndex: number): SpeechSegment[] {
    const { segmentId, startIndex } = speech;
    if (segmentId === undefined) return [];
    if (state === "closed") this.#lastEndIndex = endIndex;
    return [{ segmentId, state, startIndex, endIndex, samples: this.#tape.copy(startIndex, endIndex) }];
  }

  #paddedEnd(speech: Speech): number {
    return Math.min(this.#tape.endIndex, speech.voiceEndIndex + toSamples(this.#settings.current.paddingMs));
  }

  #prerollStart(index: number): number {
    const paddedIndex = index - toSamples(this.#settings.current.paddingMs);
    return Math.max(paddedIndex, this.#lastEndIndex, this.#tape.startIndex);
  }
}

function quietestLateWindow(speech: Speech, endIndex: number): JudgedWindow {
  const earliestIndex = endIndex - (endIndex - speech.startIndex) * cutShare;
  const late = speech.windows.filter(({ startIndex }) => startIndex >= earliestIndex);
  return late.reduce((quietest, window) => (window.probability < quietest.probability ? window : quietest));
}

function toSamples(ms: number): number {
  return msToSamples(ms, vadRateHz);
}
