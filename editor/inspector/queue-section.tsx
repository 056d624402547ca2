import "./queue-section.css";
import { RotateCcw } from "lucide-react";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { FlowEdge } from "#engine/flow/schema.ts";
import type { QueuePolicy, QueueSettings } from "#engine/graph/definition.ts";
import { setQueue } from "../document/edits.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { Section } from "./section.tsx";
import { SettingRow } from "./setting-row.tsx";
import { useEdit } from "./use-inspected.ts";

const policies: readonly QueuePolicy[] = ["block", "drop-oldest", "drop-newest", "latest"];

/** The queue of a wire: what it does when it is full, and how much it holds. */
export function QueueSection(props: {
  readonly tab: FlowTab;
  readonly edge: FlowEdge;
  /** What the port says when the wire says nothing. */
  readonly preset: QueueSettings;
}) {
  const { tab, edge, preset } = props;
  const t = useText();
  const edit = useEdit(tab);
  const label = edgeLabel(edge);
  const queue = edge.queue ?? preset;
  const set = (next: QueueSettings) => {
    const isPreset = next.policy === preset.policy && next.capacity === preset.capacity;
    if (next.policy === queue.policy && next.capacity === queue.capacity) return;
    edit((flow) => setQueue(flow, label, isPreset ? undefined : next));
  };
  const reset = (
    <button
      type="button"
      className="inspector-icon"
      aria-label={t("inspector.queue.reset")}
      title={t("inspector.queue.reset")}
      hidden={edge.queue === undefined}
      onClick={() => edit((flow) => setQueue(flow, label, undefined))}
    >
      <RotateCcw size={13} aria-hidden />
    </button>
  );
  return (
    <Section name="queue" title={t("inspector.queue")} extra={reset}>
      <div className="queue-section-policies" role="radiogroup" aria-label={t("inspector.queue.policy")}>
        {policies.map((policy) => (
          <label key={policy} className="queue-section-policy">
            <input
              type="radio"
              name={`policy ${label}`}
              checked={queue.policy === policy}
              onChange={() => set({ ...queue, policy })}
            />
            <span>
              <strong>{policy}</strong>
              {policy === preset.policy && <em>{t("inspector.queue.default")}</em>}
              <small>{t(`inspector.queue.${policy}`)}</small>
            </span>
          </label>
        ))}
      </div>
      <SettingRow
        field={{
          name: "capacity",
          kind: "number",
          nodeType: "",
          isOptional: false,
          schema: {
            title: t("inspector.queue.capacity"),
            description: t("inspector.queue.capacity.hint"),
            type: "integer",
            minimum: 1,
            maximum: 65_536,
            default: preset.capacity,
          },
        }}
        place={`${tab.id}/${label}/capacity`}
        value={queue.capacity}
        isDefault={queue.capacity === preset.capacity}
        problem={undefined}
        tuning={undefined}
        isWaiting={false}
        isHelpShown
        preview={() => undefined}
        commit={(value) => set({ ...queue, capacity: capacityOf(value, preset.capacity) })}
      />
    </Section>
  );
}

/** The document's own rules refuse anything but a whole number of this range, so what is typed is brought into it. */
function capacityOf(value: unknown, preset: number): number {
  return typeof value === "number" ? Math.max(1, Math.min(65_536, Math.round(value))) : preset;
}
