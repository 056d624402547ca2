import type { DeviceFigures } from "../../links/figures.ts";
import { formatCount } from "../../ui/format.ts";
import { type DeviceInfo, loadDevices } from "../data/api.ts";
import { useStore } from "../data/store-context.ts";
import { usePolled } from "../data/use-polled.ts";
import { Facts } from "../facts.tsx";
import { Notice, Panel, Status } from "../panel.tsx";

const everyMs = 5_000;

/** The devices that inference runs on, and what their pools do now. */
export function DevicesPanel() {
  const { data: devices, error } = usePolled(loadDevices, everyMs);
  const figures = useStore("tables", (store) => store.tables)?.devices;
  return (
    <Panel title="Devices">
      {error !== undefined && <Notice isError>{error}</Notice>}
      {devices === undefined && error === undefined && <Notice>Asking for the devices…</Notice>}
      {devices?.length === 0 && <Notice>There is no device to run models on.</Notice>}
      <ul className="rows">
        {devices?.map((device) => (
          <DeviceRow
            key={device.device}
            device={device}
            figures={figures?.find((candidate) => candidate.device === device.device)}
          />
        ))}
      </ul>
    </Panel>
  );
}

function DeviceRow(props: { readonly device: DeviceInfo; readonly figures: DeviceFigures | undefined }) {
  const { device, figures } = props;
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
      {figures !== undefined && (
        <Facts
          facts={[
            { name: "Running", value: formatCount(figures.running) },
            { name: "Waiting", value: formatCount(figures.waiting) },
            { name: "Done", value: formatCount(figures.completed) },
            { name: "Crashes", value: formatCount(figures.crashes), isBad: figures.crashes > 0 },
          ]}
        />
      )}
    </li>
  );
}
