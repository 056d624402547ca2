import "./file-controls.css";
import { Pause, Play } from "lucide-react";
import { useEffect, useState } from "react";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { formatMediaTime } from "../ui/format.ts";
import { useOwnSession } from "./own-session-context.ts";
import type { OwnState } from "./own-state.ts";

/** How often the progress moves, in ms. */
const everyMs = 250;

/** The file that is played: pause, and how far it is. */
export function FileControls({ own }: { readonly own: OwnState }) {
  const ownSession = useOwnSession();
  const t = useText();
  const [positionMs, setPosition] = useState(() => ownSession.positionMs());
  useEffect(() => {
    const timer = setInterval(() => setPosition(ownSession.positionMs()), everyMs);
    return () => clearInterval(timer);
  }, [ownSession]);
  const { file, isPaused } = own;
  if (file === undefined || file.durationMs === 0) return null;
  const Icon = isPaused ? Play : Pause;
  const toggle = t(isPaused ? "sessions.resume" : "sessions.pause");
  return (
    <>
      <Button
        look="quiet"
        size="small"
        iconOnly
        aria-label={toggle}
        title={toggle}
        onClick={() => ownSession.togglePause()}
      >
        <Icon size={16} aria-hidden />
      </Button>
      <div className="file-controls-file">
        <span className="file-controls-name" title={file.name}>
          {file.name}
        </span>
        <progress
          aria-label={t("sessions.progress", { name: file.name })}
          max={file.durationMs}
          value={positionMs}
        />
      </div>
      <span className="session-bar-time figures">
        {formatMediaTime(positionMs)} / {formatMediaTime(file.durationMs)}
      </span>
    </>
  );
}
