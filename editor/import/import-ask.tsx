import "../ui/field.css";
import "./import-ask.css";
import { FolderOpen } from "lucide-react";
import { type ClipboardEvent, useEffect, useId, useRef, useState } from "react";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { chooseFile } from "../ui/files.ts";
import type { ImportSource } from "./use-import.ts";

/** Asks for flows: a file to choose, or a text to paste. A file dropped anywhere on the page comes by app/file-drop.tsx. */
export function ImportAsk(props: {
  /** What stands in the field at first: a text to correct. */
  readonly text: string;
  onSource(source: ImportSource): void;
}) {
  const { text, onSource } = props;
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState(text);
  const button = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => (field.current?.value === "" ? button : field).current?.focus(), []);
  const takeFile = (file: File | undefined) => {
    if (file !== undefined) onSource({ content: file, fileName: file.name });
  };
  const takeText = (content: string) => onSource({ content, fileName: undefined });
  const pasted = (event: ClipboardEvent) => {
    const [file] = event.clipboardData.files;
    const content = event.clipboardData.getData("text");
    // A part of a text that is being mended goes into it.
    if (file === undefined && (content.trim() === "" || typed.trim() !== "")) return;
    // Not into the field: to show 40 MB would take longer than to import them.
    event.preventDefault();
    if (file === undefined) takeText(content);
    else takeFile(file);
  };
  return (
    <div className="import-ask">
      <p>{t("transfer.import.about")}</p>
      <div className="import-ask-file">
        <Button
          ref={button}
          look="primary"
          onClick={() => void chooseFile(".json,application/json").then(takeFile)}
        >
          <FolderOpen size={16} aria-hidden />
          {t("transfer.import.choose")}
        </Button>
        <span className="muted">{t("transfer.import.drop")}</span>
      </div>
      <label htmlFor={id} className="field-label">
        {t("transfer.import.paste")}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={6}
        spellCheck={false}
        placeholder='[{ "id": "…", "type": "tab" }, …]'
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPaste={pasted}
      />
      <div className="import-dialog-actions">
        <Button disabled={typed.trim() === ""} onClick={() => takeText(typed)}>
          {t("transfer.import.check")}
        </Button>
      </div>
    </div>
  );
}
