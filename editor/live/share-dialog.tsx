import "./share-dialog.css";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { isLoopback } from "#engine/protocol/loopback.ts";
import { type SharedSession, shareLink } from "../links/share-link.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { QrCode } from "./qr-code.tsx";

/** The way in for listeners: a link and its QR code. */
export function ShareDialog({ session, onClose }: { readonly session: SharedSession; onClose(): void }) {
  const t = useText();
  const [isCopied, setCopied] = useState(false);
  const link = shareLink(session, location.href);
  const isThisComputerOnly = isLoopback(location.hostname);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  return (
    <Dialog title={t("live.share.title")} onClose={onClose}>
      <div className="live-share">
        <QrCode text={link} label={t("live.share.code")} />
        <p className="muted">{t("live.share.about")}</p>
        <div className="live-share-link">
          <input
            readOnly
            aria-label={t("live.share.link")}
            value={link}
            onFocus={(event) => event.target.select()}
          />
          <Button onClick={() => void copy()}>
            {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
            {t(isCopied ? "page.copied" : "page.copy")}
          </Button>
        </div>
        {isThisComputerOnly && (
          <p className="live-share-hint">{t("live.share.local", { host: location.hostname })}</p>
        )}
      </div>
    </Dialog>
  );
}
