import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import { type Conversation, scoreConversation } from "#engine/quality/conversation.ts";
import type { SessionSnapshot } from "#engine/runtime/session.ts";
import { nodeTable } from "./table.ts";

/** Mean log-probability per token below which a caption is more guess than text. */
const unsureLogProbability = -0.5;

/** What a run came to, as lines: the nodes, the speed, and the captions that were shown. */
export function summaryLines(
  snapshot: SessionSnapshot,
  events: readonly CaptionEvent[],
  wallMs: number,
  width: number,
): string[] {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const speed = `${seconds(snapshot.mediaMs)} of audio in ${seconds(wallMs)} (${(snapshot.mediaMs / wallMs).toFixed(1)}x real time)`;
  const finals = events.filter(({ kind }) => kind === "final");
  const speakers = new Set(finals.map(({ speaker }) => speaker).filter((speaker) => speaker !== undefined));
  const counts = [
    count(finals.length, "caption"),
    count(events.length - finals.length, "translation"),
    count(speakers.size, "speaker"),
  ];
  // A caption without the figure is not counted: nothing is known of it.
  const unsure = finals.filter(
    ({ averageLogProbability: mean }) => mean !== undefined && mean < unsureLogProbability,
  );
  return [
    "",
    ...nodeTable(snapshot, width),
    "",
    events.length === 0 ? `${speed}.` : `${speed}: ${counts.join(", ")}.`,
    ...(unsure.length === 0
      ? []
      : [`${count(unsure.length, "caption")} may be wrong: the recogniser was not sure. ${demoHint}`]),
  ];
}

const demoHint = "The demo models know a travel-and-meeting phrasebook only (models/demo).";

/** How near the captions come to what was really said, as a line. */
export function scoreLine(reference: Conversation, events: readonly CaptionEvent[]): string {
  const score = scoreConversation(reference, events);
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  const translated = Object.entries(score.translationErrorRate).map(
    ([language, rate]) => `${language} ${percent(rate)}`,
  );
  return (
    `Against the reference: word error rate ${percent(score.wordErrorRate)}, ` +
    `${score.rightSpeaker} of ${score.turns} turns with the right speaker` +
    (translated.length > 0 ? `, translation word error rate ${translated.join(", ")}.` : ".")
  );
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
