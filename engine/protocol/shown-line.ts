import { type Static, Type } from "typebox";

/** Lines of one node that are kept of a session at most: in its log of events the first, on a page the last. */
export const shownLinesPerNode = 200;
/** Characters of a line at most. */
const maxTextLength = 1000;

/** A line that a node shows to whoever works on its flow: not to listeners, and never in logs. */
export const shownLineSchema = Type.Object({
  nodeId: Type.String(),
  port: Type.String({ description: "Port of the node that it is about." }),
  startMs: Type.Number({ description: "Media time of what it is about." }),
  endMs: Type.Number(),
  text: Type.String({ maxLength: maxTextLength }),
});

export type ShownLine = Static<typeof shownLineSchema>;

/** A text of at most `length` characters, with an ellipsis where something was cut. Default: what a line may hold. */
export function cutText(text: string, length = maxTextLength): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
