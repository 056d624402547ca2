import "./file-drop.css";
import { useEffect, useState } from "react";
import type { Editor } from "../document/editor.ts";
import { useEditor } from "../document/editor-context.tsx";
import { isAudioFile } from "../sessions/audio-file.ts";
import type { OwnSession } from "../sessions/own-session.ts";
import { useOwnSession } from "../sessions/own-session-context.ts";
import { type TextKey, text, useText } from "../texts/texts.ts";

/** What is dragged over the page: browsers tell a file's type, but its name only at the drop. */
type Dragged = "audio" | "flow" | "any";

const overlayTexts: Readonly<Record<Dragged, TextKey>> = {
  audio: "sessions.drop.audio",
  flow: "sessions.drop.flow",
  any: "sessions.drop.any",
};

/** Takes files that are dropped anywhere on the page: sound is played into the flow in front, JSON is imported. */
export function FileDrop() {
  const editor = useEditor();
  const session = useOwnSession();
  const t = useText();
  const [dragged, setDragged] = useState<Dragged>();
  useEffect(() => followFiles((files) => takeFiles(editor, session, files), setDragged), [editor, session]);
  if (dragged === undefined) return null;
  const { flow } = editor;
  const shown = dragged === "audio" && flow === undefined ? "any" : dragged;
  return (
    <div className="file-drop">
      <p>{t(overlayTexts[shown], { flow: flow?.name ?? "" })}</p>
    </div>
  );
}

function followFiles(
  take: (files: readonly File[]) => void,
  show: (dragged: Dragged | undefined) => void,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener(
    "dragover",
    (event) => {
      const dragged = draggedIn(event);
      show(dragged);
      if (dragged === undefined || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    { signal },
  );
  // Only leaving the window leads to nowhere.
  addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && show(undefined), { signal });
  addEventListener(
    "drop",
    (event) => {
      show(undefined);
      if (draggedIn(event) === undefined) return;
      event.preventDefault();
      take([...(event.dataTransfer?.files ?? [])]);
    },
    { signal },
  );
  return () => listening.abort();
}

/** Undefined: no file of the computer; nodes of the palette and text are dragged as well. */
function draggedIn({ dataTransfer, defaultPrevented }: DragEvent): Dragged | undefined {
  if (defaultPrevented) return undefined; // a field for files took it
  if (dataTransfer === null || !dataTransfer.types.includes("Files")) return undefined;
  const type = [...dataTransfer.items].find(({ kind }) => kind === "file")?.type ?? "";
  if (/^(audio|video)\//.test(type)) return "audio";
  return type === "application/json" ? "flow" : "any";
}

function takeFiles(editor: Editor, session: OwnSession, [file, ...others]: readonly File[]): void {
  if (file === undefined) return; // a folder has none
  if (others.length > 0) editor.notify("info", text("sessions.drop.many"));
  if (isAudioFile(file)) {
    session.playFile(file).catch((error: unknown) => editor.fail(error));
    return;
  }
  const { name, type } = file;
  if (type !== "application/json" && !/\.json$/i.test(name))
    editor.notify("warn", text("sessions.drop.unknown", { name }));
  else editor.openDialog({ kind: "import", file });
}
