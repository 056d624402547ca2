import { Mic } from "lucide-react";
import { languageName, languages } from "../captions/languages.ts";
import { Button } from "../ui/button.tsx";
import { Chips } from "../ui/chips.tsx";
import { Meter } from "../ui/meter.tsx";
import { Select } from "../ui/select.tsx";
import { FlowNotice } from "./flow-notice.tsx";
import type { LiveController } from "./live-controller.ts";
import type { LiveState } from "./live-state.ts";
import { MicrophoneNotice } from "./microphone-notice.tsx";
import { MicrophoneSelect } from "./microphone-select.tsx";

/** Before the start: what happens here, the microphone with its level, and the languages. */
export function SetupCard({ state, live }: { readonly state: LiveState; readonly live: LiveController }) {
  const { language, targetLanguages } = state.settings;
  const [isOn, isOff, isOpening] = ["on", "off", "opening"].map((status) => status === state.microphone);
  return (
    <div className="setup">
      <h2>Captions while you speak</h2>
      <p className="setup-lead">
        Press start and speak: what you say appears here in real time, with its translations beside it.
      </p>
      <div className="setup-card">
        <FlowNotice otherFlows={state.otherFlows} />
        <MicrophoneNotice state={state} live={live} />
        <div className="setup-microphone">
          <MicrophoneSelect state={state} live={live} />
          {isOn && <Meter label="Microphone level" hasScale level={live.level} />}
          {(isOff || isOpening) && (
            <Button size="small" disabled={isOpening} onClick={() => void live.turnOnMicrophone()}>
              <Mic size={16} aria-hidden />
              {isOpening ? "Waiting for your permission…" : "Test the microphone"}
            </Button>
          )}
        </div>
        <Select
          label="Spoken language"
          value={language}
          choices={[
            { value: "auto", label: "Detect it" },
            ...languages.map((value) => ({ value, label: languageName(value) })),
          ]}
          onChange={(value) => live.chooseLanguage(value)}
        />
        <Chips
          label="Translate to"
          chosen={targetLanguages}
          choices={languages.map((value) => ({
            value,
            label: languageName(value),
            disabled: value === language,
          }))}
          onToggle={(value) => live.toggleTarget(value)}
        />
        <Button look="primary" className="start" onClick={() => void live.start()}>
          <span className="record-dot" aria-hidden />
          Start
          <kbd aria-hidden>Space</kbd>
        </Button>
      </div>
    </div>
  );
}
