import type { Command } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import { isRunning } from "../../live/live-state.ts";
import { chooseAudioFile } from "../../sessions/audio-drop.ts";

const canStart = (editor: Editor) => editor.ownSession.startProblem() === undefined;

/** Commands of live sessions: speak into the flow in front, play a file into it, and which session is watched. */
export const sessionsCommands: readonly Command[] = [
  {
    id: "run.speak",
    section: "run",
    title: "sessions.command.speak",
    keys: ["Alt+KeyM"],
    isEnabled: canStart,
    run: (editor) => editor.ownSession.speak(),
  },
  {
    id: "run.playFile",
    section: "run",
    title: "sessions.command.playFile",
    isEnabled: canStart,
    run: chooseAudioFile,
  },
  {
    id: "run.stop",
    section: "run",
    title: "sessions.command.stop",
    keys: ["Alt+Shift+KeyM"],
    isEnabled: (editor) => isRunning(editor.ownSession.store.getState()),
    run: (editor) => editor.ownSession.stop(),
  },
  {
    id: "run.watchNext",
    section: "run",
    title: "sessions.command.watchNext",
    isEnabled: (editor) => editor.figures.sessions().length > 1,
    run: watchNext,
  },
];

function watchNext(editor: Editor): void {
  const ids = editor.figures.sessions().map(({ sessionId }) => sessionId);
  const at = ids.indexOf(editor.figures.watched()?.sessionId ?? "");
  editor.view.setState({ watchedSession: ids[(at + 1) % ids.length] });
}
