import type { Command } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import { isRunning } from "../../links/is-running.ts";
import { chooseAudioFile } from "../../sessions/audio-drop.ts";
import type { OwnSession } from "../../sessions/own-session.ts";

/** Commands of live sessions: speak into the flow in front, play a file into it, and which session is watched. */
export function sessionCommands(session: OwnSession): readonly Command[] {
  const canStart = () => session.startProblem() === undefined;
  return [
    {
      id: "run.speak",
      section: "run",
      title: "sessions.command.speak",
      keys: ["Alt+KeyM"],
      isEnabled: canStart,
      run: () => session.speak(),
    },
    {
      id: "run.playFile",
      section: "run",
      title: "sessions.command.playFile",
      isEnabled: canStart,
      run: () => chooseAudioFile(session),
    },
    {
      id: "run.stop",
      section: "run",
      title: "sessions.command.stop",
      keys: ["Alt+Shift+KeyM"],
      isEnabled: () => isRunning(session.store.getState()),
      run: () => session.stop(),
    },
    {
      id: "run.watchNext",
      section: "run",
      title: "sessions.command.watchNext",
      isEnabled: (editor) => editor.figures.sessions().length > 1,
      run: watchNext,
    },
  ];
}

function watchNext(editor: Editor): void {
  const ids = editor.figures.sessions().map(({ sessionId }) => sessionId);
  const at = ids.indexOf(editor.figures.watched()?.sessionId ?? "");
  editor.view.setState({ watchedSession: ids[(at + 1) % ids.length] });
}
