import "./speaker-label.css";
import { useState } from "react";
import { useText } from "../texts/texts.ts";
import { speakerName, useSpeakerNames } from "./speaker-names.ts";

/** Who speaks. With `canRename`, a click lets the reader give a name. */
export function SpeakerLabel(props: {
  readonly sessionId: string;
  readonly speaker: number | undefined;
  readonly canRename: boolean;
}) {
  const { sessionId, speaker, canRename } = props;
  const [isEditing, setEditing] = useState(false);
  const names = useSpeakerNames(({ sessions }) => sessions[sessionId]);
  const t = useText();
  const name = speakerName(speaker, names ?? {});
  if (speaker === undefined) return <span className="speaker-label-name">{t("captions.speaking")}</span>;
  if (!canRename) return <span className="speaker-label-name">{name}</span>;
  if (isEditing) {
    return <NameField sessionId={sessionId} speaker={speaker} done={() => setEditing(false)} />;
  }
  return (
    <button
      type="button"
      className="speaker-label-name"
      title={t("captions.rename")}
      onClick={() => setEditing(true)}
    >
      {name}
      <span className="visually-hidden">, {t("captions.rename")}</span>
    </button>
  );
}

function NameField({
  sessionId,
  speaker,
  done,
}: {
  readonly sessionId: string;
  readonly speaker: number;
  done(): void;
}) {
  const { sessions, rename } = useSpeakerNames.getState();
  const t = useText();
  const save = (name: string) => {
    rename(sessionId, speaker, name);
    done();
  };
  return (
    <input
      className="speaker-label-field"
      aria-label={t("captions.nameOf", { number: speaker })}
      placeholder={t("captions.speaker", { number: speaker })}
      defaultValue={sessions[sessionId]?.[speaker] ?? ""}
      maxLength={40}
      ref={(field) => field?.focus()}
      onBlur={(event) => save(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") save(event.currentTarget.value);
        if (event.key === "Escape") done();
      }}
    />
  );
}
