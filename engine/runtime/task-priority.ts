import type { Plan } from "../plan/compile.ts";

/** Ranks within one session: finals before partials. */
const ranksOfSession = 2;

/**
 * Place of a task in the queue of its device, lower first: 0 for finals of live sessions, 1 for their partials, 2 and 3 for
 * those of files. Somebody waits for a live partial and sees it late; a file that is done a little later is no worse, and
 * its source is held back meanwhile, so nothing of it is lost. A file that is played in real time gives way too.
 * @param asked what the node asks for: 0 for finals, 1 for partials
 */
export function taskPriority({ nodes }: Pick<Plan, "nodes">, asked = 0): number {
  const isLive = nodes.some(({ definition }) => definition.source === "live");
  return isLive ? asked : ranksOfSession + asked;
}
