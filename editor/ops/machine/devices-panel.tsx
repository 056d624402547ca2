import { type DeviceInfo, type DeviceReport, loadDevices } from "../../api/devices.ts";
import { usePolled } from "../../api/use-polled.ts";
import type { DeviceFigures } from "../../links/figures.ts";
import { formatCount } from "../../ui/format.ts";
import { useStore } from "../data/store-context.ts";
import { Facts } from "../facts.tsx";
import { Notice, Panel, Status } from "../panel.tsx";

const everyMs = 5_000;

/** States of the probe in words; the explanation says the rest. */
const stateNames: Readonly<Record<string, string>> = {
  probing: "Being probed",
  ready: "Ready",
  "missing-runtime": "Library missing",
  "missing-driver": "Driver missing",
  "no-permission": "No permission",
  failed: "Failed",
  absent: "Not here",
};

/** The devices that inference runs on with what their pools do now, then those that are not used, and why. */
export function DevicesPanel() {
  const { data, error } = usePolled(loadDevices, everyMs);
  const figures = useStore("tables", (store) => store.tables)?.devices;
  const unused = data?.reports.filter(({ id }) => !data.devices.some(({ device }) => device === id));
  return (
    <Panel title="Devices">
      {error !== undefined && <Notice isError>{error}</Notice>}
      {data === undefined && error === undefined && <Notice>Asking for the devices…</Notice>}
      {data?.devices.length === 0 && <Notice>There is no device to run models on.</Notice>}
      <ul className="rows">
        {data?.devices.map((device) => (
          <DeviceRow
            key={device.device}
            device={device}
            report={data.reports.find(({ id }) => id === device.device)}
            figures={figures?.find((candidate) => candidate.device === device.device)}
          />
        ))}
        {unused?.map((report) => (
          <li className="device" key={report.id}>
            <div className="row-head">
              <p className="row-name mono">{report.id}</p>
              <Status tone={report.state === "absent" ? "idle" : "warn"}>
                {stateNames[report.state] ?? report.state}
              </Status>
            </div>
            <Notice>{report.explanation}</Notice>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function DeviceRow(props: {
  readonly device: DeviceInfo;
  readonly report: DeviceReport | undefined;
  readonly figures: DeviceFigures | undefined;
}) {
  const { device, report, figures } = props;
  return (
    <li className="device">
      <div className="row-head">
        <p className="row-name mono">{device.device}</p>
        {device.pid === undefined ? (
          <Status tone="bad">Its process is down</Status>
        ) : (
          <Status tone="good">Process {device.pid}</Status>
        )}
      </div>
      {report !== undefined && (
        <Notice>
          {report.name}. {report.explanation}
        </Notice>
      )}
      {figures?.breakers?.map(({ model, state, reason }) => (
        <Notice key={model} isError={state === "open"}>
          {state === "open" ? "Left alone with" : "Trying again"} {model}: {reason}
        </Notice>
      ))}
      {figures !== undefined && <Facts facts={factsOf(figures)} />}
    </li>
  );
}

function factsOf({ running, waiting, completed, crashes, fallbacks = 0 }: DeviceFigures) {
  return [
    { name: "Running", value: formatCount(running) },
    { name: "Waiting", value: formatCount(waiting) },
    { name: "Done", value: formatCount(completed) },
    { name: "Crashes", value: formatCount(crashes), isBad: crashes > 0 },
    ...(fallbacks === 0 ? [] : [{ name: "Passed on", value: formatCount(fallbacks), isBad: true }]),
  ];
}
