import "./example-card.css";
import { useMemo, useSyncExternalStore } from "react";
import type { Flow } from "#engine/flow/schema.ts";
import { flowToSvg } from "../document/picture/flow-to-svg.ts";
import { shownCatalogue } from "../document/shown.ts";
import { useLanguage, useText } from "../texts/texts.ts";
import { currentTheme, onThemeChange } from "../ui/theme.ts";

/** Texts of the examples are the reader's; a flow's own are in English. */
const descriptions = {
  "live-translate": "transfer.example.live-translate",
  captions: "transfer.example.captions",
  "voice-meter": "transfer.example.voice-meter",
} as const;

/** An example flow to open, with its picture. */
export function ExampleCard(props: { readonly flow: Flow; readonly disabled: boolean; onOpen(): void }) {
  const { flow, disabled, onOpen } = props;
  const t = useText();
  const theme = useSyncExternalStore(onThemeChange, currentTheme);
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the titles are those of the language
  const picture = useMemo(() => {
    const { comments: _, ...withoutComments } = flow;
    return `data:image/svg+xml,${encodeURIComponent(flowToSvg(withoutComments, shownCatalogue(), theme))}`;
  }, [flow, theme, language]);
  const about = descriptions[flow.id as keyof typeof descriptions];
  return (
    <button type="button" className="example-card" disabled={disabled} onClick={onOpen}>
      <img src={picture} alt="" />
      <span className="example-card-name">{flow.name}</span>
      <span className="example-card-about">{about === undefined ? flow.description : t(about)}</span>
    </button>
  );
}
