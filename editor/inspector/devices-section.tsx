import "./devices-section.css";
import { RotateCcw } from "lucide-react";
import { resolveConfig } from "#engine/flow/config.ts";
import { isEqual } from "#engine/flow/equal.ts";
import type { FlowNode } from "#engine/flow/schema.ts";
import { catalogue } from "../document/catalogue.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { AddDevice } from "./add-device.tsx";
import { DeviceItem } from "./device-item.tsx";
import { moved } from "./device-order.ts";
import { outcomeOf, type PreferenceView, viewOf } from "./device-preferences.ts";
import { setDevices } from "./inspector-edits.ts";
import { useDevices } from "./machine.ts";
import { Section } from "./section.tsx";
import { useEdit, useNodeNow } from "./use-inspected.ts";

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
  const machine = useDevices();
  const devices = nodes[0]?.devices ?? preset;
  const areDifferent = nodes.some((node) => !isEqual(devicesOf(node), devices));
  const isDefault = nodes.every((node) => node.devices === undefined);
  const set = (next: readonly string[]) => {
    const ids = nodes.map(({ id }) => id);
    edit((flow) => setDevices(flow, ids, nodes.length === 1 && isEqual(next, preset) ? undefined : next));
  };
  const models = nodes.flatMap(modelsOf);
  const views = devices.map((device) => viewOf(device, machine, models));
  return (
    <Section
      name="devices"
      title={t("inspector.devices")}
      extra={<Reset isHidden={isDefault} reset={() => set([])} />}
    >
      {nodes.length === 1 && nodes[0] !== undefined && <DeviceNow nodeId={nodes[0].id} />}
      <ol className="devices-section-list" data-field="devices">
        {views.map((view, index) => (
          <DeviceItem
            key={view.preference}
            view={view}
            rank={index + 1}
            isFirst={index === 0}
            isLast={index === views.length - 1}
            move={(by) => set(moved(devices, index, by))}
            remove={() => set(devices.toSpliced(index, 1))}
          />
        ))}
      </ol>
      <WhatHappens views={views} />
      <AddDevice
        key={devices.join()}
        machine={machine}
        devices={devices}
        models={models}
        add={(device) => set([...devices, device])}
      />
      <p className="setting-row-help">
        {areDifferent && t("inspector.devices.differ")} {t("inspector.devices.hint")}{" "}
        {nodes.length === 1 && t("inspector.default", { value: preset.join(", ") })}
      </p>
    </Section>
  );
}

function Reset({ isHidden, reset }: { readonly isHidden: boolean; reset(): void }) {
  const t = useText();
  return (
    <button
      type="button"
      className="inspector-icon"
      aria-label={t("inspector.devices.reset")}
      title={t("inspector.devices.reset")}
      hidden={isHidden}
      onClick={reset}
    >
      <RotateCcw size={13} aria-hidden />
    </button>
  );
}

/** Said where the best preference cannot be granted now. */
function WhatHappens({ views }: { readonly views: readonly PreferenceView[] }) {
  const t = useText();
  const outcome = outcomeOf(views);
  if (outcome?.missing === undefined) return null;
  const { device, missing } = outcome;
  return (
    <p className="devices-section-outcome" role="status">
      {device === undefined ? t("inspector.devices.none") : t("inspector.devices.until", { device, missing })}
    </p>
  );
}

/** Where the watched session runs the node now, and what it missed. */
function DeviceNow({ nodeId }: { readonly nodeId: string }) {
  const t = useText();
  const device = useNodeNow(nodeId, (node) => node.device);
  const missed = useNodeNow(nodeId, (node) => node.missed?.device);
  const reason = useNodeNow(nodeId, (node) => node.missed?.reason);
  if (device === undefined) return null;
  return (
    <p className="devices-section-now" data-missed={missed === undefined ? undefined : ""}>
      {missed === undefined
        ? t("inspector.devices.now", { device })
        : t("inspector.devices.nowMissed", { device, missed, reason: reason ?? "" })}
    </p>
  );
}

function devicesOf(node: FlowNode): readonly string[] {
  return node.devices ?? catalogue.get(node.type)?.devices ?? [];
}

/** What a breaker may know a node by: its model, or its type where it has none. */
function modelsOf({ type, config }: FlowNode): string[] {
  const definition = catalogue.get(type);
  const model = definition === undefined ? undefined : resolveConfig(definition, config)["model"];
  return typeof model === "string" ? [model, type] : [type];
}
