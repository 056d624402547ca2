import type { ServiceHealth } from "#engine/protocol/rest/health.ts";
import { loadServices } from "../../api/session-api.ts";
import { usePolled } from "../../api/use-polled.ts";
import { type TextKey, useText } from "../../texts/texts.ts";
import { Notice, Panel, Status } from "../panel.tsx";

const everyMs = 5_000;
const tones = { ok: "good", failed: "bad" } as const;
/** What people call the parts; another name is shown as it is. */
const names: Readonly<Record<string, TextKey>> = {
  api: "ops.service.api",
  flows: "ops.service.flows",
  sessions: "ops.service.sessions",
  devices: "ops.service.devices",
};

/** Every part of the server and whether it answers. */
export function ServicesPanel() {
  const t = useText();
  const { data: services, error } = usePolled(loadServices, everyMs);
  return (
    <Panel title={t("ops.services")}>
      {error !== undefined && <Notice isError>{error}</Notice>}
      {services === undefined && error === undefined && <Notice>{t("ops.services.asking")}</Notice>}
      <ul className="ops-panel-rows">
        {services?.map((service) => (
          <ServiceRow key={service.name} service={service} />
        ))}
      </ul>
    </Panel>
  );
}

function ServiceRow({ service }: { readonly service: ServiceHealth }) {
  const t = useText();
  const name = names[service.name];
  return (
    <li className="ops-panel-row">
      <div>
        <p className="ops-panel-row-name">{name === undefined ? service.name : t(name)}</p>
        {service.reason !== undefined && <p className="ops-panel-row-detail">{service.reason}</p>}
      </div>
      <Status tone={tones[service.status]}>{t(`ops.service.${service.status}`)}</Status>
    </li>
  );
}
