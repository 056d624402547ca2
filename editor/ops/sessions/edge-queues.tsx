import "./edge-queues.css";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { EdgeFigures } from "../../links/figures.ts";
import { type TextKey, text, useText } from "../../texts/texts.ts";
import { formatCount } from "../../ui/format.ts";

/** A policy that only a newer server knows is shown as it is. */
const policies: Readonly<Record<string, TextKey>> = {
  block: "ops.queue.policy.block",
  "drop-oldest": "ops.queue.policy.drop-oldest",
  "drop-newest": "ops.queue.policy.drop-newest",
  latest: "ops.queue.policy.latest",
};

function policyText(policy: string): string {
  const key = policies[policy];
  return key === undefined ? policy : text(key);
}

/** How full the queues of a session are. Wires without a queue are plain calls and have nothing to show. */
export function EdgeQueues({ edges }: { readonly edges: readonly EdgeFigures[] }) {
  const t = useText();
  const queued = edges.filter((edge) => edge.queue !== undefined);
  if (queued.length === 0) return <p className="muted">{t("ops.queues.none")}</p>;
  return (
    <ul className="edge-queues figures" aria-label={t("ops.queues")}>
      {queued.map((edge) => (
        <QueueRow key={edgeLabel(edge)} edge={edge} />
      ))}
    </ul>
  );
}

function QueueRow({ edge }: { readonly edge: EdgeFigures }) {
  const t = useText();
  const { depth, capacity, policy } = edge.queue ?? { depth: 0, capacity: 1, policy: undefined };
  const wire = edgeLabel(edge);
  const isNearlyFull = capacity > 1 && depth / capacity >= 0.8; // a queue of one is full or empty
  return (
    <li className="edge-queues-queue">
      <span className="edge-queues-label ops-panel-mono">{wire}</span>
      <meter
        className="edge-queues-bar"
        min={0}
        max={capacity}
        value={depth}
        aria-label={t("ops.queue.of", { wire })}
        data-full={isNearlyFull ? "" : undefined}
      />
      <span>{t("ops.queue.filled", { depth: formatCount(depth), capacity: formatCount(capacity) })}</span>
      <span className="muted">{policy !== undefined && policyText(policy)}</span>
      <span className={edge.dropped > 0 ? "ops-panel-bad" : "muted"}>
        {t("ops.queue.dropped", { count: edge.dropped })}
      </span>
    </li>
  );
}
