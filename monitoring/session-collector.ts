import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { VerdictKind } from "#engine/graph/verdict.ts";
import type { EdgeSnapshot, NodeSnapshot } from "#engine/runtime/metrics.ts";
import type { SessionSnapshot } from "#engine/runtime/session.ts";
import type { LabelsOf, MetricRegistry, NameOf } from "./registry.ts";

/** What the metrics need of a session; the server's `LiveSessionInfo` is one. */
export interface MeasuredSession {
  readonly sessionId: string;
  readonly flowId: string;
  readonly state: string;
  readonly snapshot: SessionSnapshot;
}

/** Cumulative values of one session, as they were when they were last counted. */
interface Counted {
  readonly flowId: string;
  readonly nodes: Map<string, NodeSnapshot>;
  readonly edges: Map<string, EdgeSnapshot>;
  /** Largest busyMs so far by node: it is an estimate and may fall a little, a counter may not. */
  readonly busyMs: Map<string, number>;
  inputDroppedMs: number;
}

/**
 * Turns the cumulative snapshots of sessions into counters that only rise: what a session has added since it was
 * last seen is added, so a session that ends takes nothing away.
 */
export class SessionCollector {
  readonly #metrics: MetricRegistry;
  readonly #counted = new Map<string, Counted>();

  constructor(metrics: MetricRegistry) {
    this.#metrics = metrics;
  }

  /** Counts what is new in `live`, forgets sessions that are not among them and sets the gauges. */
  collect(live: readonly MeasuredSession[]): void {
    for (const session of live) this.#count(session);
    const ids = new Set(live.map(({ sessionId }) => sessionId));
    for (const id of this.#counted.keys()) if (!ids.has(id)) this.#counted.delete(id);
    this.#setGauges(live);
  }

  /** Counts the last that a session did; the next collection that does not find it live forgets it. */
  ended(session: MeasuredSession): void {
    this.#count(session);
  }

  #count(session: MeasuredSession): void {
    const { sessionId, flowId, snapshot } = session;
    const known = this.#counted.get(sessionId);
    const counted =
      known !== undefined && !hasRestarted(known, snapshot)
        ? known
        : { flowId, nodes: new Map(), edges: new Map(), busyMs: new Map(), inputDroppedMs: 0 };
    this.#counted.set(sessionId, counted);
    const lostMs = snapshot.inputDroppedMs - counted.inputDroppedMs;
    this.#metrics.add("patchbay_input_dropped_seconds_total", { flow: flowId }, lostMs / 1000);
    counted.inputDroppedMs = snapshot.inputDroppedMs;
    for (const node of snapshot.nodes) this.#countNode(counted, node);
    for (const edge of snapshot.edges) {
      const label = edgeLabel(edge);
      const before = counted.edges.get(label)?.dropped ?? 0;
      const labels = { flow: flowId, edge: label };
      this.#metrics.add("patchbay_edge_dropped_total", labels, edge.dropped - before);
      counted.edges.set(label, edge);
    }
    forgetOthers(counted, snapshot);
  }

  #countNode(counted: Counted, node: NodeSnapshot): void {
    const before = counted.nodes.get(node.nodeId);
    const labels = { flow: counted.flowId, node: node.nodeId };
    const metrics = this.#metrics;
    const packets = (direction: string, amount: number) =>
      metrics.add("patchbay_node_packets_total", { ...labels, direction }, amount);
    packets("in", node.packetsIn - (before?.packetsIn ?? 0));
    packets("out", node.packetsOut - (before?.packetsOut ?? 0));
    metrics.add("patchbay_node_errors_total", labels, node.errors - (before?.errors ?? 0));
    metrics.add("patchbay_node_retries_total", labels, node.retries - (before?.retries ?? 0));
    for (const [verdict, count = 0] of Object.entries(node.verdicts ?? {})) {
      const known = before?.verdicts?.[verdict as VerdictKind] ?? 0;
      metrics.add("patchbay_verdicts_total", { node_type: node.nodeType, verdict }, count - known);
    }
    const busyBefore = counted.busyMs.get(node.nodeId) ?? 0;
    metrics.add("patchbay_node_busy_seconds_total", labels, (node.busyMs - busyBefore) / 1000);
    counted.busyMs.set(node.nodeId, Math.max(busyBefore, node.busyMs));
    counted.nodes.set(node.nodeId, node);
  }

  #setGauges(live: readonly MeasuredSession[]): void {
    const active = new Series<"orchestration_sessions_active">((sum, value) => sum + value);
    const lag = new Series<"patchbay_session_lag_seconds">(Math.max);
    const factor = new Series<"patchbay_realtime_factor">(Math.max);
    const seconds = new Series<"patchbay_node_process_seconds">(Math.max);
    const depth = new Series<"patchbay_edge_queue_depth">(Math.max);
    for (const { flowId: flow, state, snapshot } of live) {
      active.put({ flow, state }, 1);
      for (const { nodeId: node, lagMs, realTimeFactor, processMs } of snapshot.nodes) {
        lag.put({ flow }, lagMs / 1000);
        factor.put({ flow, node }, realTimeFactor);
        seconds.put({ flow, node, percentile: "50" }, processMs.p50 / 1000);
        seconds.put({ flow, node, percentile: "95" }, processMs.p95 / 1000);
      }
      for (const edge of snapshot.edges) {
        if (edge.queue !== undefined) depth.put({ flow, edge: edgeLabel(edge) }, edge.queue.depth);
      }
    }
    this.#metrics.replace("orchestration_sessions_active", active.entries());
    this.#metrics.replace("patchbay_session_lag_seconds", lag.entries());
    this.#metrics.replace("patchbay_realtime_factor", factor.entries());
    this.#metrics.replace("patchbay_node_process_seconds", seconds.entries());
    this.#metrics.replace("patchbay_edge_queue_depth", depth.entries());
  }
}

/** What a deployment removed from a session counts from 0 should it come back. */
function forgetOthers({ nodes, edges, busyMs }: Counted, snapshot: SessionSnapshot): void {
  const ids = new Set(snapshot.nodes.map(({ nodeId }) => nodeId));
  const labels = new Set(snapshot.edges.map(edgeLabel));
  for (const id of nodes.keys()) if (!ids.has(id)) nodes.delete(id);
  for (const id of busyMs.keys()) if (!ids.has(id)) busyMs.delete(id);
  for (const label of edges.keys()) if (!labels.has(label)) edges.delete(label);
}

/** A session that was taken up again under its id counts from 0 in its new run. */
function hasRestarted(counted: Counted, { nodes }: SessionSnapshot): boolean {
  return nodes.some((node) => {
    const before = counted.nodes.get(node.nodeId);
    return before !== undefined && (node.packetsIn < before.packetsIn || node.packetsOut < before.packetsOut);
  });
}

/** Values by labels; several of the same labels are joined to one. */
class Series<N extends NameOf<"gauge">> {
  readonly #join: (a: number, b: number) => number;
  readonly #values = new Map<string, readonly [LabelsOf<N>, number]>();

  constructor(join: (a: number, b: number) => number) {
    this.#join = join;
  }

  put(labels: LabelsOf<N>, value: number): void {
    const key = JSON.stringify(labels);
    const before = this.#values.get(key);
    this.#values.set(key, [labels, before === undefined ? value : this.#join(before[1], value)]);
  }

  entries(): (readonly [LabelsOf<N>, number])[] {
    return [...this.#values.values()];
  }
}
