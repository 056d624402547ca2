import type { EdgeFigures } from "../../links/figures.ts";
import { formatCount } from "../../ui/format.ts";

/** How full the queues of a session are. Wires without a queue are plain calls and have nothing to show. */
export function EdgeQueues({ edges }: { readonly edges: readonly EdgeFigures[] }) {
  const queued = edges.filter((edge) => edge.queue !== undefined);
  if (queued.length === 0) return <p className="muted">No wire of this flow needs a queue.</p>;
  return (
    <ul className="queues figures" aria-label="Queues">
      {queued.map((edge) => (
        <QueueRow key={edge.label} edge={edge} />
      ))}
    </ul>
  );
}

function QueueRow({ edge }: { readonly edge: EdgeFigures }) {
  const { depth, capacity, policy } = edge.queue ?? { depth: 0, capacity: 1, policy: "" };
  const isNearlyFull = capacity > 1 && depth / capacity >= 0.8; // a queue of one is full or empty
  return (
    <li className="queue">
      <span className="queue-label mono">{edge.label}</span>
      <meter
        className="queue-bar"
        min={0}
        max={capacity}
        value={depth}
        aria-label={`Queue of ${edge.label}`}
        data-full={isNearlyFull ? "" : undefined}
      />
      <span>
        {formatCount(depth)} of {formatCount(capacity)}
      </span>
      <span className="muted">{policy}</span>
      <span className={edge.dropped > 0 ? "bad" : "muted"}>{formatCount(edge.dropped)} dropped</span>
    </li>
  );
}
