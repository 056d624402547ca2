import "./share-dialog.css";
import { Download } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { flowText } from "#engine/flow/flow-text.ts";
import { isLoopback } from "#engine/protocol/loopback.ts";
import { useEditor, useFlow } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { flowToSvg } from "../document/picture/flow-to-svg.ts";
import type { PictureTheme } from "../document/picture/picture-colours.ts";
import { shownCatalogue } from "../document/shown.ts";
import { useLanguage, useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { fileNameOf, saveFile } from "../ui/files.ts";
import { Select } from "../ui/select.tsx";
import { currentTheme, onThemeChange } from "../ui/theme.ts";
import { saveFlow } from "./export-flow.ts";
import { svgToPng } from "./svg-to-png.ts";

/** A flow for others: as a file, as a link into this server's editor, as a picture. */
export function ShareDialog({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const flow = useFlow(tab);
  return (
    <Dialog
      look="wide"
      title={t("transfer.share.title", { flow: flow.name })}
      closeLabel={t("app.close")}
      onClose={() => editor.closeDialog()}
    >
      <div className="share-dialog">
        <Part title={t("transfer.share.file")} about={t("transfer.share.file.about")}>
          <Button size="small" onClick={() => saveFlow(flow)}>
            <Download size={15} aria-hidden />
            {fileNameOf(flow.id, "json")}
          </Button>
          <CopyButton size="small" label={t("transfer.share.copyJson")} content={() => flowText(flow)} />
        </Part>
        <LinkPart tab={tab} />
        <PicturePart tab={tab} />
      </div>
    </Dialog>
  );
}

function Part(props: { readonly title: string; readonly about: string; readonly children: ReactNode }) {
  return (
    <section className="share-dialog-part">
      <h3>{props.title}</h3>
      <p className="muted">{props.about}</p>
      <div className="share-dialog-actions">{props.children}</div>
    </section>
  );
}

function LinkPart({ tab }: { readonly tab: FlowTab }) {
  const t = useText();
  const isOnServer = useStore(tab.sync, ({ onServer }) => onServer !== undefined);
  const link = new URL(`/editor/${encodeURIComponent(tab.id)}`, location.href).href;
  return (
    <Part
      title={t("transfer.share.link")}
      about={t(isOnServer ? "transfer.share.link.about" : "transfer.share.link.notYet")}
    >
      <input
        className="share-dialog-link"
        readOnly
        aria-label={t("transfer.share.link")}
        value={link}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton size="small" label={t("transfer.share.copyLink")} content={() => link} />
      {isLoopback(location.hostname) && <p className="share-dialog-hint">{t("transfer.share.link.local")}</p>}
    </Part>
  );
}

function PicturePart({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const flow = useFlow(tab);
  const pageTheme = useSyncExternalStore(onThemeChange, currentTheme);
  const [theme, setTheme] = useState<PictureTheme>(pageTheme);
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the titles are those of the language
  const svg = useMemo(() => flowToSvg(flow, shownCatalogue(), theme), [flow, theme, language]);
  const picture = useMemo(() => new Blob([svg], { type: "image/svg+xml" }), [svg]);
  const url = useObjectUrl(picture);
  const savePng = () =>
    svgToPng(svg)
      .then((png) => saveFile(fileNameOf(flow.id, "png"), png))
      .catch((error: unknown) => editor.fail(error));
  return (
    <Part title={t("transfer.share.picture")} about={t("transfer.share.picture.about")}>
      <Button size="small" onClick={() => saveFile(fileNameOf(flow.id, "svg"), picture)}>
        <Download size={15} aria-hidden />
        SVG
      </Button>
      <Button size="small" onClick={() => void savePng()}>
        <Download size={15} aria-hidden />
        PNG
      </Button>
      <Select
        label={t("transfer.share.theme")}
        hideLabel
        value={theme}
        choices={[
          { value: "dark", label: t("transfer.share.theme.dark") },
          { value: "light", label: t("transfer.share.theme.light") },
        ]}
        onChange={(value) => setTheme(value as PictureTheme)}
      />
      {url !== undefined && (
        <img
          className="share-dialog-picture"
          src={url}
          alt={t("transfer.share.preview", { flow: flow.name })}
        />
      )}
    </Part>
  );
}

/** An address for something in memory, as long as it is shown. */
function useObjectUrl(content: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const created = URL.createObjectURL(content);
    setUrl(created);
    return () => URL.revokeObjectURL(created);
  }, [content]);
  return url;
}
