import type { DeviceInfo, DeviceReport } from "#engine/protocol/rest/devices.ts";
import "./devices-panel.css";
import { loadDevices } from "../../api/devices.ts";
import { usePolled } from "../../api/use-polled.ts";
import type { DeviceFigures } from "../../links/figures.ts";
import { deviceText } from "../../texts/device-text.ts";
import { text, useText } from "../../texts/texts.ts";
import { formatCount } from "../../ui/format.ts";
import { useStore } from "../data/store-context.ts";
import { Facts } from "../facts.tsx";
import { Notice, Panel, Status } from "../panel.tsx";

const everyMs = 5_000;
const probeStates = [
  "probing",
  "ready",
  "missing-runtime",
  "missing-driver",
  "no-permission",
  "failed",
  "absent",
] as const;

/** The devices that inference runs on with what their pools do now, then those that are not used, and why. */
export function DevicesPanel() {
  const t = useText();
  const { data, error } = usePolled(loadDevices, everyMs);
  const figures = useStore("tables", (store) => store.tables)?.devices;
  const unused = data?.reports.filter(({ id }) => !data.devices.some(({ device }) => device === id));
  return (
    <Panel title={t("ops.devices")}>
      {error !== undefined && <Notice isError>{error}</Notice>}
      {data === undefined && error === undefined && <Notice>{t("ops.devices.asking")}</Notice>}
      {data?.devices.length === 0 && <Notice>{t("ops.devices.none")}</Notice>}
      <ul className="ops-panel-rows">
        {data?.devices.map((device) => (
          <DeviceRow
            key={device.device}
            device={device}
            report={data.reports.find(({ id }) => id === device.device)}
            figures={figures?.find((candidate) => candidate.device === device.device)}
          />
        ))}
        {unused?.map((report) => (
          <li className="devices-panel-device" key={report.id}>
            <div className="ops-panel-row-head">
              <p className="ops-panel-row-name ops-panel-mono">{report.id}</p>
              <Status tone={report.state === "absent" ? "idle" : "warn"}>{stateText(report.state)}</Status>
            </div>
            <Notice>{deviceText(report)}</Notice>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** A state of the probe in words; the explanation says the rest. One that only a newer server knows stays as it is. */
function stateText(state: string): string {
  return isProbeState(state) ? text(`ops.device.${state}`) : state;
}

function isProbeState(state: string): state is (typeof probeStates)[number] {
  return (probeStates as readonly string[]).includes(state);
}

function DeviceRow(props: {
  readonly device: DeviceInfo;
  readonly report: DeviceReport | undefined;
  readonly figures: DeviceFigures | undefined;
}) {
  const t = useText();
  const { device, report, figures } = props;
  return (
    <li className="devices-panel-device">
      <div className="ops-panel-row-head">
        <p className="ops-panel-row-name ops-panel-mono">{device.device}</p>
        {device.pid === undefined ? (
          <Status tone="bad">{t("ops.device.down")}</Status>
        ) : (
          <Status tone="good">{t("ops.device.process", { pid: device.pid })}</Status>
        )}
      </div>
      {report !== undefined && (
        <Notice>
          {report.name}. {deviceText(report)}
        </Notice>
      )}
      {figures?.breakers?.map(({ model, state, reason }) => (
        <Notice key={model} isError={state === "open"}>
          {t(state === "open" ? "ops.device.open" : "ops.device.halfOpen", { model, reason })}
        </Notice>
      ))}
      {figures !== undefined && <Facts facts={factsOf(figures, t)} />}
    </li>
  );
}

function factsOf({ running, waiting, completed, crashes, fallbacks = 0 }: DeviceFigures, t: typeof text) {
  return [
    { name: t("ops.device.running"), value: formatCount(running) },
    { name: t("ops.device.waiting"), value: formatCount(waiting) },
    { name: t("ops.device.done"), value: formatCount(completed) },
    { name: t("ops.device.crashes"), value: formatCount(crashes), isBad: crashes > 0 },
    ...(fallbacks === 0
      ? []
      : [{ name: t("ops.device.passedOn"), value: formatCount(fallbacks), isBad: true }]),
  ];
}
