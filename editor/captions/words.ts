import { createContext } from "react";

/** What captions say of themselves, in the language of the page around them. */
export interface CaptionWords {
  readonly captions: string;
  readonly jump: string;
  readonly spoken: string;
  /** Instead of a name while it is not known who speaks. */
  readonly speaking: string;
  /** Somebody unknown, read out. */
  readonly someone: string;
  readonly rename: string;
  /** What a speaker is called who has no name. */
  speaker(number: number): string;
  /** Label of the field for a name. */
  nameOf(number: number): string;
}

/** The words of /live and /watch. */
export const englishWords: CaptionWords = {
  captions: "Captions",
  jump: "Jump to now",
  spoken: "Spoken",
  speaking: "Speaking…",
  someone: "Someone",
  rename: "Rename",
  speaker: (number) => `Speaker ${number}`,
  nameOf: (number) => `Name of speaker ${number}`,
};

export const CaptionWordsContext = createContext(englishWords);
