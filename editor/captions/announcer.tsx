import { useEffect, useRef, useState } from "react";
import { useText } from "../texts/texts.ts";
import { type CaptionChoice, cellsOf } from "./rows.ts";
import { speakerName, useSpeakerNames } from "./speaker-names.ts";
import type { Segment, Transcript } from "./transcript.ts";

/** Tells a screen reader each new final, once: partials would talk over themselves. */
export function Announcer(props: {
  readonly sessionId: string;
  readonly transcript: Transcript;
  readonly choice: CaptionChoice;
}) {
  const { sessionId, transcript, choice } = props;
  const names = useSpeakerNames(({ sessions }) => sessions[sessionId]);
  const t = useText();
  const announced = useRef(new Set<string>());
  const [text, setText] = useState("");
  useEffect(() => {
    const isFirst = announced.current.size === 0;
    const fresh = transcript.segments.slice(-8).flatMap((segment) => {
      const said = finalText(segment, choice);
      const key = `${segment.segmentId} ${said}`;
      if (said === "" || announced.current.has(key)) return [];
      announced.current.add(key);
      return `${speakerName(segment.speaker, names ?? {}) ?? t("captions.someone")}: ${said}`;
    });
    // What was said before the page was opened can be read; telling it all would take minutes.
    if (fresh.length > 0) setText(isFirst ? (fresh.at(-1) ?? "") : fresh.join(" "));
  }, [transcript, choice, names, t]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}

function finalText(segment: Segment, choice: CaptionChoice): string {
  const [first] = cellsOf(segment, choice, false);
  return segment.isFinal && first?.kind === "text" && first.isFinal ? first.text : "";
}
