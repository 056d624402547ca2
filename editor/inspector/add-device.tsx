import type { DevicesAnswer } from "#engine/protocol/rest/devices.ts";
import { useText } from "../texts/texts.ts";
import { ComboBox, type Offer } from "./controls/combo-box.tsx";
import { devicesToAdd } from "./device-order.ts";
import { nameOf, viewOf } from "./device-preferences.ts";

/** Offers what may still be preferred: devices by name, kinds, and greyed what is missing. */
export function AddDevice(props: {
  readonly machine: DevicesAnswer | undefined;
  readonly devices: readonly string[];
  readonly models: readonly string[];
  add(device: string): void;
}) {
  const { machine, devices, models, add } = props;
  const t = useText();
  return (
    <ComboBox
      aria={{ "aria-label": t("inspector.devices.add") }}
      value=""
      offers={devicesToAdd(machine, devices).map((device) => offerOf(device, machine, models, t))}
      placeholder={t("inspector.devices.add")}
      commit={(device) => device !== "" && !devices.includes(device) && add(device)}
    />
  );
}

/** A preference to pick: by name where it is here, else greyed, with what is missing. */
function offerOf(
  preference: string,
  machine: DevicesAnswer | undefined,
  models: readonly string[],
  t: ReturnType<typeof useText>,
): Offer {
  const { state, devices, explanation, breakers } = viewOf(preference, machine, models);
  if (state === "unknown") return { value: preference, label: preference };
  const isDevice = machine?.devices.some(({ device }) => device === preference) === true;
  const label = machine !== undefined && isDevice ? nameOf(machine, preference) : preference;
  const refused = breakers.map(({ model, reason }) => `${model}: ${reason}`).join(" ");
  const detail = (isDevice ? refused : devices.join(", ") || explanation) || undefined;
  return {
    value: preference,
    label,
    note: t(`inspector.device.${state}`),
    detail,
    isMuted: devices.length === 0,
  };
}
