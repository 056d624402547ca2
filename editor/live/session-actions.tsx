import { Check, Copy, Download, Share2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { toPlainText } from "../captions/plain-text.ts";
import { useSpeakerNames } from "../captions/speaker-names.ts";
import type { Transcript } from "../captions/transcript.ts";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import type { SharedSession } from "./share-link.ts";

/** The QR code's arithmetic is a fifth of the page: it comes when it is wanted. */
const ShareDialog = lazy(async () => ({ default: (await import("./share-dialog.tsx")).ShareDialog }));

const formats = [
  { extension: "srt", label: "SRT", use: "Subtitles" },
  { extension: "vtt", label: "WebVTT", use: "Web video" },
  { extension: "txt", label: "Text", use: "To read" },
  { extension: "jsonl", label: "JSONL", use: "All data" },
] as const;

/** What can be done with a session's captions: copy, download, share. */
export function SessionActions(props: { readonly session: SharedSession; readonly transcript: Transcript }) {
  const { session, transcript } = props;
  const { sessionId } = session;
  const [isSharing, setSharing] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const names = useSpeakerNames.getState().sessions[sessionId] ?? {};
    await navigator.clipboard.writeText(toPlainText(transcript.segments, names));
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      <Button look="quiet" size="small" title="Copy all captions" onClick={() => void copy()}>
        {isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
        <span className="action-label">{isCopied ? "Copied" : "Copy"}</span>
      </Button>
      <Menu label="Download" icon={<Download size={18} aria-hidden />}>
        {formats.map(({ extension, label, use }) => (
          <a key={extension} href={`/api/sessions/${sessionId}/transcript.${extension}`} download>
            {label}
            <small>{use}</small>
          </a>
        ))}
      </Menu>
      <Button look="quiet" size="small" title="Share with listeners" onClick={() => setSharing(true)}>
        <Share2 size={18} aria-hidden />
        <span className="action-label">Share</span>
      </Button>
      {isSharing && (
        <Suspense>
          <ShareDialog session={session} onClose={() => setSharing(false)} />
        </Suspense>
      )}
    </>
  );
}
