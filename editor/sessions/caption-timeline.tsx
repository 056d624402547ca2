import "./caption-timeline.css";
import { useState } from "react";
import { speakerColour } from "../captions/rows.ts";
import type { Segment } from "../captions/transcript.ts";
import { useText } from "../texts/texts.ts";
import { followed, type MediaRange, placeIn } from "../ui/time-axis/media-range.ts";
import { TimeAxis } from "../ui/time-axis/time-axis.tsx";

/** Where in media time something was said, coloured by speaker. */
export function CaptionTimeline({ segments }: { readonly segments: readonly Segment[] }) {
  const t = useText();
  const bounds: MediaRange = { fromMs: 0, toMs: Math.max(1, ...segments.map(({ endMs }) => endMs)) };
  // What was chosen, with the bounds of then: undefined shows everything, also what is still to come.
  const [chosen, setChosen] = useState<{ readonly view: MediaRange; readonly bounds: MediaRange }>();
  const view = chosen === undefined ? bounds : followed(chosen.view, chosen.bounds, bounds);
  const show = (next: MediaRange) => setChosen(next === bounds ? undefined : { view: next, bounds });
  if (segments.length === 0) return null;
  return (
    <div className="caption-timeline">
      <TimeAxis label={t("sessions.timeline")} bounds={bounds} view={view} onView={show}>
        {segments.map((segment) => (
          <Stretch key={segment.segmentId} segment={segment} view={view} />
        ))}
      </TimeAxis>
    </div>
  );
}

function Stretch({ segment, view }: { readonly segment: Segment; readonly view: MediaRange }) {
  const { startMs, endMs, speaker, isFinal, text } = segment;
  const place = placeIn(view, { fromMs: startMs, toMs: endMs });
  if (place === undefined) return null;
  const colour = speakerColour(speaker);
  return (
    <span
      className="caption-timeline-stretch"
      data-final={isFinal ? "" : undefined}
      title={text}
      style={{
        insetInlineStart: `${100 * place.start}%`,
        width: `${100 * place.width}%`,
        background: colour === 0 ? "var(--text-muted)" : `var(--speaker-${colour})`,
      }}
    />
  );
}
