import "./watched-menu.css";
import "../ui/menu-box.css";
import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useEditor, useView } from "../document/editor-context.tsx";
import { watchedIdOf } from "../figures/live-figures.ts";
import { useFigures } from "../figures/use-figures.ts";
import { useThrottled } from "../figures/use-throttled.ts";
import type { SessionFigures } from "../links/figures.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { formatClock, formatMediaTime } from "../ui/format.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { useStartTimes } from "./use-start-times.ts";

/** Stands for the newest session, whichever that is. */
const newest = "newest";

/** Which live session of the flow in front is watched: its figures on the graph, its captions in the dock. */
export function WatchedMenu({ ownId }: { readonly ownId: string | undefined }) {
  const t = useText();
  const { figures } = useEditor();
  const sessions = useThrottled(figures, "sessions");
  const startTimes = useStartTimes(sessions);
  const watchedId = useFigures(figures, "watched", watchedIdOf);
  const watched = sessions.find(({ sessionId }) => sessionId === watchedId);
  if (watched === undefined) return null;
  return (
    <DropdownMenu.Root modal={false}>
      <Tooltip content={t("sessions.watched")}>
        <DropdownMenu.Trigger asChild>
          <Button look="quiet" size="small" className="watched-menu-button">
            <span className="watched-menu-lamp" data-state={watched.state} aria-hidden />
            <span className="visually-hidden">{t("sessions.watched")}: </span>
            {t(watched.state === "waiting" ? "captions.state.waiting" : "captions.state.live")}
            {watchedId !== ownId && <span className="figures">{formatMediaTime(watched.mediaMs)}</span>}
            {sessions.length > 1 && <span className="watched-menu-count figures">{sessions.length}</span>}
            <ChevronDown size={14} aria-hidden />
          </Button>
        </DropdownMenu.Trigger>
      </Tooltip>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu-box" align="end" sideOffset={4} loop>
          <Choices sessions={sessions} startTimes={startTimes} watchedId={watchedId} ownId={ownId} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Choices(props: {
  readonly sessions: readonly SessionFigures[];
  readonly startTimes: ReadonlyMap<string, number>;
  readonly watchedId: string | undefined;
  readonly ownId: string | undefined;
}) {
  const { sessions, startTimes, watchedId, ownId } = props;
  const editor = useEditor();
  const t = useText();
  const chosen = useView((view) => view.watchedSession) === undefined ? newest : (watchedId ?? newest);
  const choose = (value: string) =>
    editor.view.setState({ watchedSession: value === newest ? undefined : value });
  const listeners = (count: number) =>
    t(count === 0 ? "sessions.listeners.none" : "sessions.listeners", { count });
  const tick = (value: string) => (
    <span className="menu-box-tick">{value === chosen && <Check size={14} aria-hidden />}</span>
  );
  return (
    <DropdownMenu.RadioGroup value={chosen} onValueChange={choose}>
      <DropdownMenu.Label className="watched-menu-label">{t("sessions.watched")}</DropdownMenu.Label>
      {sessions.map(({ sessionId, mediaMs, listeners: count }) => (
        <DropdownMenu.RadioItem key={sessionId} className="menu-box-item" value={sessionId}>
          {tick(sessionId)}
          <span className="watched-menu-choice figures">{clock(startTimes.get(sessionId))}</span>
          <span className="watched-menu-choice figures">{formatMediaTime(mediaMs)}</span>
          <span className="watched-menu-choice">{listeners(count)}</span>
          {sessionId === ownId && <span className="menu-box-end muted">{t("sessions.own")}</span>}
        </DropdownMenu.RadioItem>
      ))}
      <DropdownMenu.Separator className="menu-box-line" />
      <DropdownMenu.RadioItem className="menu-box-item" value={newest}>
        {tick(newest)}
        {t("sessions.newest")}
      </DropdownMenu.RadioItem>
    </DropdownMenu.RadioGroup>
  );
}

function clock(startedMs: number | undefined): string {
  return startedMs === undefined ? "–" : formatClock(startedMs);
}
