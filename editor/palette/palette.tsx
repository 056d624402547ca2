import "./palette.css";
import { PanelLeftOpen } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { addBeside, addedText } from "../document/add-beside.ts";
import { categories } from "../document/catalogue.ts";
import { useEditor, useView } from "../document/editor-context.tsx";
import { focusCanvas } from "../document/focus-canvas.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { TooltipGroup } from "../ui/tooltip.tsx";
import { useFoldedSections } from "./folded-sections.ts";
import { searchTypes } from "./node-types.ts";
import { focusPaletteSearch } from "./palette-focus.ts";
import { PaletteHead } from "./palette-head.tsx";
import { PaletteItem } from "./palette-item.tsx";
import { PaletteSection } from "./palette-section.tsx";

/** The node types that one may add: by category, or those that a search finds. Folded away it is a narrow strip. */
export function Palette() {
  return useView((view) => view.isPaletteOpen) ? <OpenPalette /> : <FoldedPalette />;
}

function FoldedPalette() {
  const editor = useEditor();
  const t = useText();
  return (
    <aside className="palette-strip" aria-label={t("palette.title")}>
      <Button
        look="quiet"
        size="small"
        iconOnly
        aria-label={t("palette.unfold")}
        title={t("palette.unfold")}
        onClick={() => focusPaletteSearch(editor)}
      >
        <PanelLeftOpen size={17} aria-hidden />
      </Button>
    </aside>
  );
}

function OpenPalette() {
  const editor = useEditor();
  const t = useText();
  const root = useRef<HTMLElement>(null);
  const [query, setQuery] = useState("");
  const [said, setSaid] = useState("");
  const add = (type: string) => {
    addBeside(editor, type);
    setSaid(addedText(type));
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      setQuery("");
      focusCanvas(editor);
    } else if (!moveFocus(root.current, event.key)) return;
    event.preventDefault();
  };
  const addFirst = () => {
    const [first] = searchTypes(query);
    if (query.trim() !== "" && first !== undefined) add(first.type);
  };
  return (
    <TooltipGroup>
      <aside ref={root} className="palette" aria-label={t("palette.title")} onKeyDown={pressed}>
        <PaletteHead query={query} onSearch={setQuery} onEnter={addFirst} />
        <PaletteList query={query} onAdd={add} />
        <output className="visually-hidden" aria-live="polite">
          {said}
        </output>
      </aside>
    </TooltipGroup>
  );
}

function PaletteList({ query, onAdd }: { readonly query: string; onAdd(type: string): void }) {
  const t = useText();
  const { folded, toggle } = useFoldedSections();
  if (query.trim() === "")
    return (
      <div className="palette-list">
        {categories.map((each) => (
          <PaletteSection
            key={each}
            category={each}
            isOpen={!folded.includes(each)}
            onToggle={toggle}
            onAdd={onAdd}
          />
        ))}
      </div>
    );
  const found = searchTypes(query);
  return (
    <div className="palette-list">
      {found.map((each) => (
        <PaletteItem key={each.type} definition={each} onAdd={onAdd} />
      ))}
      {found.length === 0 && <p className="palette-none">{t("palette.none")}</p>}
      <output className="visually-hidden" aria-live="polite">
        {t("palette.found", { count: found.length })}
      </output>
    </div>
  );
}

/** Moves the focus among search, sections and node types; false for a key that is none of its own. */
function moveFocus(root: HTMLElement | null, key: string): boolean {
  if (root === null || (key !== "ArrowDown" && key !== "ArrowUp")) return false;
  const stops = [...root.querySelectorAll<HTMLElement>("[data-palette-stop]")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[at + (key === "ArrowDown" ? 1 : -1)]?.focus();
  return at !== -1;
}
