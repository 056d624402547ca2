import { Download, Share2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { transcriptUrl } from "../api/session-api.ts";
import { ownName } from "../captions/languages.ts";
import { plainTextOf } from "../captions/plain-text.ts";
import type { Transcript } from "../captions/transcript.ts";
import { isOwnFile, type TranscriptFile, transcriptFiles } from "../captions/transcript-files.ts";
import type { SharedSession } from "../links/share-link.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { saveFile } from "../ui/files.ts";
import { Menu } from "../ui/menu.tsx";

/** The QR code's arithmetic is a fifth of the page: it comes when it is wanted. */
const ShareDialog = lazy(async () => ({ default: (await import("./share-dialog.tsx")).ShareDialog }));

const formatNames = { srt: "SRT", vtt: "WebVTT", jsonl: "JSONL" } as const;

/** What can be done with a session's captions: copy, download, share. */
export function SessionActions(props: { readonly session: SharedSession; readonly transcript: Transcript }) {
  const { session, transcript } = props;
  const { sessionId } = session;
  const t = useText();
  const [isSharing, setSharing] = useState(false);
  return (
    <>
      <CopyButton
        look="quiet"
        size="small"
        title={t("live.copyAll")}
        labelClass="menu-label"
        content={() => plainTextOf(sessionId, transcript)}
      />
      <Menu label={t("captions.download")} icon={<Download size={18} aria-hidden />}>
        {transcriptFiles(transcript).map((file) => (
          <FileLink key={file.key} file={file} sessionId={sessionId} transcript={transcript} />
        ))}
      </Menu>
      <Button look="quiet" size="small" title={t("live.share.title")} onClick={() => setSharing(true)}>
        <Share2 size={18} aria-hidden />
        <span className="menu-label">{t("live.share")}</span>
      </Button>
      {isSharing && (
        <Suspense>
          <ShareDialog session={session} onClose={() => setSharing(false)} />
        </Suspense>
      )}
    </>
  );
}

function FileLink(props: {
  readonly file: TranscriptFile;
  readonly sessionId: string;
  readonly transcript: Transcript;
}) {
  const { file, sessionId, transcript } = props;
  const t = useText();
  const content = {
    all: t("captions.download.all"),
    spoken: t("captions.download.spoken"),
    translation: ownName(file.language ?? "en"),
  }[file.content];
  const label = (
    <>
      {file.format === "txt" ? t("live.format.txt") : formatNames[file.format]}
      <small>{content}</small>
    </>
  );
  if (isOwnFile(file)) {
    const save = () => {
      const content = plainTextOf(sessionId, transcript);
      saveFile("transcript.all.txt", new Blob([content], { type: "text/plain" }));
    };
    return (
      <button type="button" onClick={save}>
        {label}
      </button>
    );
  }
  return (
    <a href={transcriptUrl(sessionId, file.format, file.language)} download>
      {label}
    </a>
  );
}
