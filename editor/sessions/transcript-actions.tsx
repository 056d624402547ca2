import "./transcript-actions.css";
import "../ui/menu-box.css";
import { Download, ExternalLink } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { transcriptUrl } from "../api/session-api.ts";
import { ownName } from "../captions/languages.ts";
import { plainTextOf } from "../captions/plain-text.ts";
import type { Transcript } from "../captions/transcript.ts";
import { isOwnFile, type TranscriptFile, transcriptFiles } from "../captions/transcript-files.ts";
import { shareLink } from "../links/share-link.ts";
import { useText } from "../texts/texts.ts";
import { Button, buttonLook } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { saveFile } from "../ui/files.ts";

const formatNames = { txt: "TXT", srt: "SRT", vtt: "WebVTT", jsonl: "JSONL" } as const;

/** What can be done with a transcript: copy, download, open the page for readers. */
export function TranscriptActions(props: {
  readonly sessionId: string;
  readonly listenKey: string | undefined;
  readonly transcript: Transcript;
}) {
  const { sessionId, listenKey, transcript } = props;
  const t = useText();
  return (
    <div className="transcript-actions">
      <CopyButton
        look="quiet"
        size="small"
        disabled={transcript.segments.length === 0}
        content={() => plainTextOf(sessionId, transcript)}
      />
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <Button look="quiet" size="small">
            <Download size={15} aria-hidden />
            {t("captions.download")}
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu-box" align="end" sideOffset={4} loop>
            {transcriptFiles(transcript).map((file) => (
              <FileItem key={file.key} file={file} sessionId={sessionId} transcript={transcript} />
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <a
        {...buttonLook({ look: "quiet", size: "small" })}
        href={shareLink({ sessionId, listenKey }, location.href)}
        target="_blank"
        rel="noreferrer"
      >
        <ExternalLink size={15} aria-hidden />
        {t("sessions.watch")}
      </a>
    </div>
  );
}

function FileItem(props: {
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
      <span className="menu-box-tick" />
      {formatNames[file.format]}
      <span className="menu-box-end muted">{content}</span>
    </>
  );
  if (isOwnFile(file)) {
    const save = () => {
      const content = plainTextOf(sessionId, transcript);
      saveFile("transcript.all.txt", new Blob([content], { type: "text/plain" }));
    };
    return (
      <DropdownMenu.Item className="menu-box-item" onSelect={save}>
        {label}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.Item className="menu-box-item" asChild>
      <a href={transcriptUrl(sessionId, file.format, file.language)} download>
        {label}
      </a>
    </DropdownMenu.Item>
  );
}
