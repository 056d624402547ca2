import type { DevicesAnswer } from "#engine/protocol/rest/devices.ts";
import { useText } from "../texts/texts.ts";
import { ComboBox, type Offer } from "./controls/combo-box.tsx";
import { devicesToAdd } from "./device-order.ts";
import { nameOf, viewOf } from "./device-wishes.ts";

/** Offers what may still be wished for: devices by name, kinds, and greyed what is missing. */
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

/** A wish to pick: by name where it is here, else greyed, with what is missing. */
function offerOf(
  wish: string,
  machine: DevicesAnswer | undefined,
  models: readonly string[],
  t: ReturnType<typeof useText>,
): Offer {
  const { state, devices, explanation, breakers } = viewOf(wish, machine, models);
  if (state === "unknown") return { value: wish, label: wish };
  const isDevice = machine?.devices.some(({ device }) => device === wish) === true;
  const label = machine !== undefined && isDevice ? nameOf(machine, wish) : wish;
  const kept = breakers.map(({ model, reason }) => `${model}: ${reason}`).join(" ");
  const detail = (isDevice ? kept : devices.join(", ") || explanation) || undefined;
  return { value: wish, label, note: t(`inspector.device.${state}`), detail, isMuted: devices.length === 0 };
}
