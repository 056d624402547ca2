import "./setup-card.css";
import { Mic } from "lucide-react";
import { languageName, languages } from "../captions/languages.ts";
import { useText } from "../texts/texts.ts";
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
  const t = useText();
  const { language, targetLanguages } = state.settings;
  const [isOn, isOff, isOpening] = ["on", "off", "opening"].map((status) => status === state.microphone);
  return (
    <div className="setup-card-frame">
      <h2>{t("live.setup.title")}</h2>
      <p className="setup-card-lead">{t("live.setup.lead")}</p>
      <div className="setup-card">
        <FlowNotice otherFlows={state.otherFlows} />
        <MicrophoneNotice state={state} live={live} />
        <div className="setup-card-microphone">
          <MicrophoneSelect state={state} live={live} />
          {isOn && <Meter label={t("microphone.level")} hasScale level={live.level} />}
          {(isOff || isOpening) && (
            <Button size="small" disabled={isOpening} onClick={() => void live.turnOnMicrophone()}>
              <Mic size={16} aria-hidden />
              {t(isOpening ? "live.microphone.waiting" : "live.microphone.test")}
            </Button>
          )}
        </div>
        <Select
          label={t("live.language")}
          value={language}
          choices={[
            { value: "auto", label: t("live.language.auto") },
            ...languages.map((value) => ({ value, label: languageName(value) })),
          ]}
          onChange={(value) => live.chooseLanguage(value)}
        />
        <Chips
          label={t("live.targets")}
          chosen={targetLanguages}
          choices={languages.map((value) => ({
            value,
            label: languageName(value),
            disabled: value === language,
          }))}
          onToggle={(value) => live.toggleTarget(value)}
        />
        <Button look="primary" className="setup-card-start" onClick={() => void live.start()}>
          <span className="setup-card-dot" aria-hidden />
          {t("live.start")}
          <kbd aria-hidden>{t("live.space")}</kbd>
        </Button>
      </div>
    </div>
  );
}
