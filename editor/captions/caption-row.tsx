import "./caption-row.css";
import { memo } from "react";
import { formatMediaTime } from "../ui/format.ts";
import { type CaptionChoice, type Cell, cellsOf, speakerColour } from "./rows.ts";
import { SpeakerLabel } from "./speaker-label.tsx";
import type { Segment } from "./transcript.ts";

/** A segment: who, and the text in each column. It is drawn again only when something of it changes. */
export const CaptionRow = memo(function CaptionRow(props: {
  readonly sessionId: string;
  readonly segment: Segment;
  readonly choice: CaptionChoice;
  /** The same speaker as in the row before: one turn goes on. */
  readonly isContinued: boolean;
  /** Translations may still come. */
  readonly isOpen: boolean;
  readonly canRename: boolean;
}) {
  const { sessionId, segment, choice, isContinued, isOpen, canRename } = props;
  const { speaker, startMs } = segment;
  return (
    <li
      className="caption-row"
      data-speaker={speakerColour(speaker)}
      data-partial={segment.isFinal ? undefined : ""}
      data-continued={isContinued ? "" : undefined}
    >
      <div className="caption-row-who">
        <SpeakerLabel sessionId={sessionId} speaker={speaker} canRename={canRename} />
        <span className="caption-row-time figures">{formatMediaTime(startMs)}</span>
      </div>
      {cellsOf(segment, choice, isOpen).map((cell, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
        <CaptionCell key={column} cell={cell} />
      ))}
    </li>
  );
});

function CaptionCell({ cell }: { readonly cell: Cell }) {
  const { kind, language } = cell;
  if (kind !== "text") return <p className="caption-row-text" data-kind={kind} aria-hidden />;
  return (
    <p
      className="caption-row-text"
      lang={language}
      data-kind={cell.isOriginal ? "original" : "translation"}
      data-partial={cell.isFinal ? undefined : ""}
    >
      {!cell.isOriginal && <span className="caption-row-tag">{language}</span>}
      {cell.text}
      {!cell.isFinal && <span className="caption-row-caret" aria-hidden />}
    </p>
  );
}
