import type { FullTranscription, Judgement } from "../transcription.ts";
import type { WhisperModel } from "./model-files.ts";
import type { TranscribedWindow } from "./transcribed-window.ts";

/** One transcript of all windows. Those without text count for its figures only when there are no others. */
export function joinWindows(model: WhisperModel, windows: readonly TranscribedWindow[]): FullTranscription {
  const spoken = windows.filter(({ parts }) => parts.length > 0);
  const counted = spoken.length > 0 ? spoken : windows;
  const { language, languageProbability } = counted[0] as TranscribedWindow;
  const parts = spoken.flatMap((window) => window.parts);
  const words = parts.flatMap((part) => part.words ?? []);
  const toText = (tokens: readonly number[]) => model.toText(tokens).trim();
  const text = parts.length === 0 ? "" : toText(parts.flatMap(({ tokens }) => tokens));
  const figures = {
    averageLogProbability: averageLogProbability(counted),
    noSpeechProbability: Math.min(...counted.map((window) => window.noSpeechProbability)),
    compressionRatio: Math.max(...counted.map((window) => window.compressionRatio)),
    temperature: Math.max(...counted.map((window) => window.temperature)),
  };
  return {
    text,
    verdict: text === "" ? whyNothing(windows) : { kind: "heard", figures },
    language,
    languageProbability,
    ...figures,
    segments: parts.map(({ startSamples, endSamples, tokens }) => {
      return { startSamples, endSamples, text: toText(tokens) };
    }),
    ...(words.length > 0 ? { words } : {}),
    tokens: windows.flatMap(({ tokens }) => tokens),
  };
}

/** Verdicts on windows without text, the one that says most first. */
const tellingFirst: readonly Judgement["kind"][] = [
  "repetitive",
  "unsure",
  "invented",
  "silence",
  "inaudible",
];

/** The verdict on audio none of whose windows gave text. One whose text was blank is silence. */
function whyNothing(windows: readonly TranscribedWindow[]): Judgement {
  const verdicts = windows.map(({ verdict }) =>
    verdict.kind === "heard" ? { ...verdict, kind: "silence" as const } : verdict,
  );
  return verdicts.reduce((most, verdict) =>
    tellingFirst.indexOf(verdict.kind) < tellingFirst.indexOf(most.kind) ? verdict : most,
  );
}

/** As Whisper counts it: the end is a token too. */
function averageLogProbability(windows: readonly TranscribedWindow[]): number {
  const count = windows.reduce((total, window) => total + window.tokens.length + 1, 0);
  const sum = windows.reduce(
    (total, window) => total + window.averageLogProbability * (window.tokens.length + 1),
    0,
  );
  return sum / count;
}
