import { PanelLeftClose, Search } from "lucide-react";
import { useEditor } from "../document/editor-context.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { KeyCaps } from "../ui/key-cap.tsx";
import { TextField } from "../ui/text-field.tsx";
import { paletteSearchId } from "./palette-focus.ts";

/** Search of node types, and the button that folds the palette away. Enter is `onEnter`. */
export function PaletteHead(props: {
  readonly query: string;
  onSearch(query: string): void;
  onEnter(): void;
}) {
  const { query, onSearch, onEnter } = props;
  const t = useText();
  return (
    <form
      className="palette-head"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <TextField
        id={paletteSearchId}
        type="search"
        label={t("palette.search")}
        hideLabel
        placeholder={t("palette.search.short")}
        autoComplete="off"
        spellCheck={false}
        data-palette-stop
        before={<Search size={15} aria-hidden />}
        after={query === "" && <KeyCaps caps={["/"]} />}
        value={query}
        onChange={onSearch}
      />
      <FoldButton />
    </form>
  );
}

function FoldButton() {
  const editor = useEditor();
  const t = useText();
  return (
    <Button
      look="quiet"
      size="small"
      iconOnly
      aria-label={t("palette.fold")}
      title={t("palette.fold")}
      onClick={() => editor.view.setState({ isPaletteOpen: false })}
    >
      <PanelLeftClose size={17} aria-hidden />
    </Button>
  );
}
