import { ArrowDown, ArrowUp, RotateCcw, X } from "lucide-react";
import { isEqual } from "#engine/flow/equal.ts";
import type { FlowNode } from "#engine/flow/schema.ts";
import { catalogue } from "../state/catalogue.ts";
import type { FlowTab } from "../state/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { ComboBox } from "./controls/combo-box.tsx";
import { devicesToAdd, moved } from "./device-order.ts";
import { setDevices } from "./inspector-edits.ts";
import { useDeviceNames } from "./machine.ts";
import { Section } from "./section.tsx";
import { useDeviceNow, useEdit } from "./use-inspected.ts";

/** The devices that nodes want, best first; of several nodes the first one's list is shown, and set for all. */
export function DevicesSection(props: {
  readonly tab: FlowTab;
  readonly nodes: readonly FlowNode[];
  /** What their type prefers. */
  readonly preset: readonly string[];
}) {
  const { tab, nodes, preset } = props;
  const t = useText();
  const edit = useEdit(tab);
  const present = useDeviceNames();
  const devices = nodes[0]?.devices ?? preset;
  const areDifferent = nodes.some((node) => !isEqual(devicesOf(node), devices));
  const isDefault = nodes.every((node) => node.devices === undefined);
  const set = (next: readonly string[]) => {
    const ids = nodes.map(({ id }) => id);
    edit((flow) => setDevices(flow, ids, nodes.length === 1 && isEqual(next, preset) ? undefined : next));
  };
  const reset = (
    <button
      type="button"
      className="inspector-icon"
      aria-label={t("inspector.devices.reset")}
      title={t("inspector.devices.reset")}
      hidden={isDefault}
      onClick={() => set([])}
    >
      <RotateCcw size={13} aria-hidden />
    </button>
  );
  return (
    <Section name="devices" title={t("inspector.devices")} extra={reset}>
      {nodes.length === 1 && nodes[0] !== undefined && <DeviceNow nodeId={nodes[0].id} />}
      <ol className="device-list" data-field="devices">
        {devices.map((device, index) => (
          <DeviceItem key={device} devices={devices} index={index} set={set} />
        ))}
      </ol>
      <ComboBox
        key={devices.join()}
        aria={{ "aria-label": t("inspector.devices.add") }}
        value=""
        offers={devicesToAdd(present, devices).map((device) => ({
          value: device,
          label: device,
          note: present.includes(device) ? t("inspector.devices.present") : undefined,
        }))}
        placeholder={t("inspector.devices.add")}
        commit={(device) => device !== "" && !devices.includes(device) && set([...devices, device])}
      />
      <p className="setting-help">
        {areDifferent && t("inspector.devices.differ")} {t("inspector.devices.hint")}{" "}
        {nodes.length === 1 && t("inspector.default", { value: preset.join(", ") })}
      </p>
    </Section>
  );
}

function devicesOf(node: FlowNode): readonly string[] {
  return node.devices ?? catalogue.get(node.type)?.devices ?? [];
}

function DeviceItem(props: {
  readonly devices: readonly string[];
  readonly index: number;
  set(devices: readonly string[]): void;
}) {
  const { devices, index, set } = props;
  const t = useText();
  const device = devices[index] ?? "";
  return (
    <li>
      <span className="device-rank">{index + 1}</span>
      <span className="device-name">{device}</span>
      <button
        type="button"
        className="inspector-icon"
        aria-label={t("inspector.up", { item: device })}
        aria-disabled={index === 0}
        onClick={() => set(moved(devices, index, -1))}
      >
        <ArrowUp size={13} aria-hidden />
      </button>
      <button
        type="button"
        className="inspector-icon"
        aria-label={t("inspector.down", { item: device })}
        aria-disabled={index === devices.length - 1}
        onClick={() => set(moved(devices, index, 1))}
      >
        <ArrowDown size={13} aria-hidden />
      </button>
      <button
        type="button"
        className="inspector-icon"
        aria-label={t("inspector.removeItem", { item: device })}
        disabled={devices.length === 1}
        onClick={() => set(devices.toSpliced(index, 1))}
      >
        <X size={13} aria-hidden />
      </button>
    </li>
  );
}

function DeviceNow({ nodeId }: { readonly nodeId: string }) {
  const t = useText();
  const device = useDeviceNow(nodeId);
  if (device === undefined) return null;
  return <p className="device-now">{t("inspector.devices.now", { device })}</p>;
}
