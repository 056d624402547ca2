import "./share-dialog.css";
import { isLoopback } from "#engine/protocol/loopback.ts";
import { type SharedSession, shareLink } from "../links/share-link.ts";
import { useText } from "../texts/texts.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { QrCode } from "./qr-code.tsx";

/** The way in for listeners: a link and its QR code. */
export function ShareDialog({ session, onClose }: { readonly session: SharedSession; onClose(): void }) {
  const t = useText();
  const link = shareLink(session, location.href);
  const isThisComputerOnly = isLoopback(location.hostname);
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
          <CopyButton content={() => link} />
        </div>
        {isThisComputerOnly && (
          <p className="live-share-hint">{t("live.share.local", { host: location.hostname })}</p>
        )}
      </div>
    </Dialog>
  );
}
