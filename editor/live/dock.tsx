import "./dock.css";
import { RotateCcw, Square } from "lucide-react";
import { isRunning } from "../links/is-running.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Meter } from "../ui/meter.tsx";
import type { LiveController } from "./live-controller.ts";
import type { LiveState } from "./live-state.ts";
import { MicrophoneSelect } from "./microphone-select.tsx";

/** While it runs: the microphone, its level, and stop. Afterwards: a new session. */
export function Dock({ state, live }: { readonly state: LiveState; readonly live: LiveController }) {
  const t = useText();
  if (!isRunning(state)) {
    return (
      <footer className="live-dock">
        <p className="muted">{t("live.over")}</p>
        <Button look="primary" onClick={() => void live.reset()}>
          <RotateCcw size={16} aria-hidden />
          {t("live.new")}
        </Button>
      </footer>
    );
  }
  const isStopping = state.link?.phase === "stopping";
  return (
    <footer className="live-dock">
      <MicrophoneSelect state={state} live={live} hideLabel />
      <Meter label={t("microphone.level")} level={live.level} />
      <Button look="primary" disabled={isStopping} onClick={() => live.stop()}>
        <Square size={14} fill="currentColor" aria-hidden />
        {t(isStopping ? "live.finishing" : "live.stop")}
        <kbd aria-hidden>{t("live.space")}</kbd>
      </Button>
    </footer>
  );
}
