import "./setting-mark.css";
import { Check } from "lucide-react";
import { useText } from "../texts/texts.ts";
import type { TuningState } from "./live-tuning.ts";

/** The small mark beside a setting's name: live, taken by the running session, or waiting for a deploy. */
export function SettingMark(props: {
  readonly isLive: boolean;
  readonly isWaiting: boolean;
  readonly tuning: TuningState | undefined;
}) {
  const t = useText();
  if (props.isWaiting)
    return <span className="setting-mark setting-mark-waiting">{t("inspector.onDeploy")}</span>;
  if (!props.isLive) return null;
  const isTaken = props.tuning?.kind === "sent";
  return (
    <span
      className="setting-mark"
      data-taken={isTaken ? "" : undefined}
      role="status"
      title={t("inspector.live.hint")}
    >
      {isTaken && <Check size={11} aria-hidden />}
      {isTaken ? t("inspector.tuned") : t("inspector.live")}
    </span>
  );
}
