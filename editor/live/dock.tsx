import { RotateCcw, Square } from "lucide-react";
import { isRunning } from "../links/is-running.ts";
import { Button } from "../ui/button.tsx";
import { Meter } from "../ui/meter.tsx";
import type { LiveController } from "./live-controller.ts";
import type { LiveState } from "./live-state.ts";
import { MicrophoneSelect } from "./microphone-select.tsx";

/** While it runs: the microphone, its level, and stop. Afterwards: a new session. */
export function Dock({ state, live }: { readonly state: LiveState; readonly live: LiveController }) {
  if (!isRunning(state)) {
    return (
      <footer className="dock">
        <p className="muted">The captions stay here until you start anew.</p>
        <Button look="primary" onClick={() => void live.reset()}>
          <RotateCcw size={16} aria-hidden />
          New session
        </Button>
      </footer>
    );
  }
  const isStopping = state.link?.phase === "stopping";
  return (
    <footer className="dock">
      <MicrophoneSelect state={state} live={live} hideLabel />
      <Meter label="Microphone level" level={live.level} />
      <Button look="primary" disabled={isStopping} onClick={() => live.stop()}>
        <Square size={14} fill="currentColor" aria-hidden />
        {isStopping ? "Finishing…" : "Stop"}
        <kbd aria-hidden>Space</kbd>
      </Button>
    </footer>
  );
}
