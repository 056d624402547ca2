import "./notices.css";
import { X } from "lucide-react";
import { useEditor, useView } from "../document/editor-context.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";

/** Short messages at the edge of the page; a screen reader says them as they come. */
export function Notices() {
  const editor = useEditor();
  const t = useText();
  const notices = useView((view) => view.notices);
  return (
    <output className="notices" aria-live="polite">
      {notices.map(({ id, tone, text }) => (
        <div key={id} className={`notices-line notices-${tone}`}>
          <span>{text}</span>
          <Button
            look="quiet"
            size="small"
            iconOnly
            aria-label={t("app.dismiss")}
            onClick={() => editor.dismiss(id)}
          >
            <X size={16} aria-hidden />
          </Button>
        </div>
      ))}
    </output>
  );
}
