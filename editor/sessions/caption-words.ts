import { useMemo } from "react";
import type { CaptionWords } from "../captions/words.ts";
import { text, useLanguage } from "../texts/texts.ts";

/** The words around captions in the editor's language. */
export function useCaptionWords(): CaptionWords {
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language, other words
  return useMemo(() => captionWords(), [language]);
}

function captionWords(): CaptionWords {
  return {
    captions: text("app.dock.panel.captions"),
    jump: text("sessions.caption.jump"),
    spoken: text("sessions.caption.spoken"),
    speaking: text("sessions.caption.speaking"),
    someone: text("sessions.caption.someone"),
    rename: text("sessions.caption.rename"),
    speaker: (number) => text("sessions.caption.speaker", { number }),
    nameOf: (number) => text("sessions.caption.nameOf", { number }),
  };
}
