import "./help-sheet.css";
import type { ReactNode } from "react";
import { bySection, useCommands } from "../../document/commands.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { useText } from "../../texts/texts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { KeyCaps } from "../../ui/key-cap.tsx";
import { isMac, keyCaps } from "../../ui/key-names.ts";

/** What the mouse does on the canvas. */
const gestures = [
  "pan",
  "zoom",
  "frame",
  "more",
  "search",
  "wire",
  "wireNew",
  "insert",
  "settings",
  "menu",
] as const;

/** All keys by section, and what the mouse does on the canvas. */
export function HelpSheet() {
  const editor = useEditor();
  const all = bySection(useCommands());
  const t = useText();
  const mod = isMac ? "⌘" : t("commands.key.Control");
  const shift = isMac ? "⇧" : t("commands.key.Shift");
  return (
    <Dialog
      look="wide"
      title={t("commands.help")}
      closeLabel={t("app.close")}
      onClose={() => editor.closeDialog()}
    >
      <div className="help-sheet">
        {all.map(([section, commands]) => {
          const withKeys = commands.filter(({ keys = [] }) => keys.length > 0);
          return (
            withKeys.length > 0 && (
              <Section key={section} title={t(`commands.section.${section}`)}>
                {withKeys.map(({ id, title, keys = [] }) => (
                  <Line key={id} what={t(title)} how={<Keys keys={keys} />} />
                ))}
              </Section>
            )
          );
        })}
        <Section title={t("commands.mouse")}>
          {gestures.map((gesture) => (
            <Line
              key={gesture}
              what={t(`commands.mouse.${gesture}`)}
              how={t(`commands.mouse.${gesture}.how`, { mod, shift })}
            />
          ))}
        </Section>
      </div>
    </Dialog>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="help-sheet-section">
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Line({ what, how }: { readonly what: string; readonly how: ReactNode }) {
  return (
    <div className="help-sheet-line">
      <dt>{what}</dt>
      <dd>{how}</dd>
    </div>
  );
}

/** Every binding once: `/` and `Shift+/` are one cap. */
function Keys({ keys }: { readonly keys: readonly string[] }) {
  const t = useText();
  const written = new Map(keys.map((key) => keyCaps(key, t)).map((caps) => [caps.join(" "), caps]));
  return [...written].map(([name, caps]) => <KeyCaps key={name} caps={caps} />);
}
