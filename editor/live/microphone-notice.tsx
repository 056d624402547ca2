import { microphoneHelp } from "../microphone/microphone-help.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import type { LiveController } from "./live-controller.ts";
import type { LiveState } from "./live-state.ts";

/** Why there is no sound, and what to do about it. */
export function MicrophoneNotice({
  state,
  live,
}: {
  readonly state: LiveState;
  readonly live: LiveController;
}) {
  const t = useText();
  const help = microphoneHelp(state.microphone);
  if (help === undefined) return null;
  return (
    <Notice {...help}>
      {state.microphone !== "unsupported" && (
        <Button size="small" onClick={() => void live.turnOnMicrophone()}>
          {t("microphone.again")}
        </Button>
      )}
    </Notice>
  );
}
