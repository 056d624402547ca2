import { useText } from "../texts/texts.ts";
import { Select } from "../ui/select.tsx";
import type { LiveController } from "./live-controller.ts";
import type { LiveState } from "./live-state.ts";

/** The microphones of this machine; it may be changed at any time. */
export function MicrophoneSelect(props: {
  readonly state: LiveState;
  readonly live: LiveController;
  readonly hideLabel?: boolean;
}) {
  const { state, live, hideLabel = false } = props;
  const t = useText();
  const { deviceId } = state.settings;
  const has = (deviceId: string) => state.devices.some((device) => device.deviceId === deviceId);
  const systemId = has("default") ? "default" : "";
  return (
    <Select
      label={t("microphone.title")}
      hideLabel={hideLabel}
      value={has(deviceId) ? deviceId : systemId}
      choices={[
        ...(systemId === "" ? [{ value: "", label: t("microphone.default") }] : []),
        ...state.devices.map(({ deviceId, label }) => ({ value: deviceId, label })),
      ]}
      onChange={(value) => void live.chooseDevice(value)}
    />
  );
}
