import { ChevronDown } from "lucide-react";
import type { Category } from "#engine/graph/definition.ts";
import { useText } from "../texts/texts.ts";
import { offeredTypes } from "./node-types.ts";
import { PaletteItem } from "./palette-item.tsx";

/** The node types of a category under its name, which folds them away. */
export function PaletteSection(props: {
  readonly category: Category;
  readonly isOpen: boolean;
  onToggle(category: Category): void;
  onAdd(type: string): void;
}) {
  const { category, isOpen, onToggle, onAdd } = props;
  const t = useText();
  const types = offeredTypes().filter((definition) => definition.category === category);
  if (types.length === 0) return null;
  return (
    <section className="palette-section">
      <h2>
        <button
          type="button"
          data-palette-stop
          aria-expanded={isOpen}
          onClick={() => onToggle(category)}
          onKeyDown={({ key }) => {
            if (key === (isOpen ? "ArrowLeft" : "ArrowRight")) onToggle(category);
          }}
        >
          <ChevronDown size={14} aria-hidden />
          {t(`palette.category.${category}`)}
        </button>
      </h2>
      {isOpen && types.map((each) => <PaletteItem key={each.type} definition={each} onAdd={onAdd} />)}
    </section>
  );
}
