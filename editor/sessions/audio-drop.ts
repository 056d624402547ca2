import type { OwnSession } from "./own-session.ts";

/** Lets a person choose a file to play. Browsers show the choice only as the answer to a click or a key. */
export function chooseAudioFile(session: OwnSession): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "audio/*,video/*";
  input.onchange = () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void session.playFile(file);
  };
  input.click();
}
