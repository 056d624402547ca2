import "./caption-view.css";
import { ArrowDown } from "lucide-react";
import { type CSSProperties, type ReactNode, useRef } from "react";
import { useText } from "../texts/texts.ts";
import { Announcer } from "./announcer.tsx";
import { CaptionRow } from "./caption-row.tsx";
import { ownName } from "./languages.ts";
import type { CaptionChoice } from "./rows.ts";
import type { Transcript } from "./transcript.ts";
import { useFollow } from "./use-follow.ts";

/** Rows near the end may still get their translations. */
const openRows = 4;

/** A session's captions, which it keeps scrolled to what is said now, until the reader scrolls up. */
export function CaptionView(props: {
  readonly sessionId: string;
  readonly transcript: Transcript;
  readonly choice: CaptionChoice;
  /** Of the text, in rem. */
  readonly sizeRem: number;
  readonly canRename?: boolean;
  /** Shown while there are no captions. */
  readonly empty: ReactNode;
}) {
  const { sessionId, transcript, choice, sizeRem, canRename = false, empty } = props;
  const t = useText();
  const scroller = useRef<HTMLElement>(null);
  const { isFollowing, jump } = useFollow(scroller);
  const { segments, state } = transcript;
  const isOver = state === "ended" || state === "failed";
  const columns = choice.languages.length + (choice.isOriginalShown ? 1 : 0);
  return (
    <div className="caption-view">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller has to be reachable by keyboard */}
      <section className="caption-view-scroller" aria-label={t("captions.title")} tabIndex={0} ref={scroller}>
        <div
          className="caption-view-content"
          data-columns={columns}
          style={{ "--caption-size": `${sizeRem}rem`, "--columns": columns } as CSSProperties}
        >
          {segments.length === 0 && empty}
          {segments.length > 0 && columns > 1 && <ColumnHeads choice={choice} />}
          <ol>
            {segments.map((segment, at) => (
              <CaptionRow
                key={segment.segmentId}
                sessionId={sessionId}
                segment={segment}
                choice={choice}
                isContinued={segment.speaker !== undefined && segment.speaker === segments[at - 1]?.speaker}
                isOpen={!isOver && at >= segments.length - openRows}
                canRename={canRename}
              />
            ))}
          </ol>
        </div>
      </section>
      {!isFollowing && segments.length > 0 && (
        <button type="button" className="caption-view-jump" onClick={jump}>
          <ArrowDown size={16} aria-hidden />
          {t("captions.jump")}
        </button>
      )}
      <Announcer sessionId={sessionId} transcript={transcript} choice={choice} />
    </div>
  );
}

function ColumnHeads({ choice }: { readonly choice: CaptionChoice }) {
  const t = useText();
  return (
    <div className="caption-view-heads" aria-hidden>
      <span />
      {choice.isOriginalShown && <span>{t("captions.spoken")}</span>}
      {choice.languages.map((language) => (
        <span key={language} lang={language}>
          {ownName(language)}
        </span>
      ))}
    </div>
  );
}
