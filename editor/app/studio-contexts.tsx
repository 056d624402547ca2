import type { ReactNode } from "react";
import { ShownLinesContext } from "../debug/shown-lines-context.ts";
import { CommandsContext } from "../document/commands.ts";
import { EditorContext } from "../document/editor-context.tsx";
import { BadgeBoardContext } from "../figures/badge-board-context.ts";
import { InspectorContext } from "../inspector/inspector-context.ts";
import { OwnSessionContext } from "../sessions/own-session-context.ts";
import type { Studio } from "./studio.ts";

/** Hands the parts of the page down to the rooms. */
export function StudioContexts({
  studio,
  children,
}: {
  readonly studio: Studio;
  readonly children: ReactNode;
}) {
  return (
    <EditorContext value={studio.editor}>
      <OwnSessionContext value={studio.session}>
        <BadgeBoardContext value={studio.badges}>
          <InspectorContext value={studio.inspector}>
            <ShownLinesContext value={studio.shown}>
              <CommandsContext value={studio.commands}>{children}</CommandsContext>
            </ShownLinesContext>
          </InspectorContext>
        </BadgeBoardContext>
      </OwnSessionContext>
    </EditorContext>
  );
}
