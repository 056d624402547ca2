import { loadServices, type ServiceHealth } from "../../api/session-api.ts";
import { usePolled } from "../../api/use-polled.ts";
import { Notice, Panel, Status } from "../panel.tsx";

const everyMs = 5_000;
const words = {
  ok: { tone: "good", text: "Healthy" },
  failed: { tone: "bad", text: "Failed" },
} as const;
/** What people call the parts; another name is shown as it is. */
const names: Readonly<Record<string, string>> = {
  api: "API and pages",
  flows: "Flows",
  sessions: "Sessions and transcripts",
  devices: "Device processes",
};

/** Every part of the server and whether it answers. */
export function ServicesPanel() {
  const { data: services, error } = usePolled(loadServices, everyMs);
  return (
    <Panel title="Services">
      {error !== undefined && <Notice isError>{error}</Notice>}
      {services === undefined && error === undefined && <Notice>Asking the services…</Notice>}
      <ul className="rows">
        {services?.map((service) => (
          <ServiceRow key={service.name} service={service} />
        ))}
      </ul>
    </Panel>
  );
}

function ServiceRow({ service }: { readonly service: ServiceHealth }) {
  const { tone, text } = words[service.status];
  return (
    <li className="row">
      <div>
        <p className="row-name">{names[service.name] ?? service.name}</p>
        {service.reason !== undefined && <p className="row-detail">{service.reason}</p>}
      </div>
      <Status tone={tone}>{text}</Status>
    </li>
  );
}
