import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { isLoopback } from "#engine/protocol/loopback.ts";
import { type SharedSession, shareLink } from "../links/share-link.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { QrCode } from "./qr-code.tsx";

/** The way in for listeners: a link and its QR code. */
export function ShareDialog({ session, onClose }: { readonly session: SharedSession; onClose(): void }) {
  const [isCopied, setCopied] = useState(false);
  const link = shareLink(session, location.href);
  const isThisComputerOnly = isLoopback(location.hostname);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  return (
    <Dialog title="Share with listeners" onClose={onClose}>
      <div className="share">
        <QrCode text={link} label="QR code of the link" />
        <p className="muted">
          Whoever opens the link reads along: captions only, in the language they choose.
        </p>
        <div className="share-link">
          <input readOnly aria-label="Link" value={link} onFocus={(event) => event.target.select()} />
          <Button onClick={() => void copy()}>
            {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
            {isCopied ? "Copied" : "Copy"}
          </Button>
        </div>
        {isThisComputerOnly && (
          <p className="share-hint">
            This address works on this computer only. For phones, start the server with HOST=0.0.0.0 and a
            PATCHBAY_TOKEN, and put the computer's own address in the place of {location.hostname}. Over http
            it is for listeners only: browsers give the microphone to https and to localhost alone.
          </p>
        )}
      </div>
    </Dialog>
  );
}
