import type { Editor } from "../document/editor.ts";
import { isAudioFile } from "./audio-file.ts";

/** Takes a dropped or chosen audio or video file as a session of the flow in front; false for any other file. */
export function handleAudioDrop(editor: Editor, file: File): boolean {
  if (!isAudioFile(file)) return false;
  editor.ownSession.playFile(file).catch((error: unknown) => editor.fail(error));
  return true;
}

/** Lets a person choose a file to play. Browsers show the choice only as the answer to a click or a key. */
export function chooseAudioFile(editor: Editor): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "audio/*,video/*";
  input.onchange = () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void editor.ownSession.playFile(file);
  };
  input.click();
}
