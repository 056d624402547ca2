import { type MetricDefinition, metricTable } from "./metric-table.ts";

/** `METRICS.md`, written from the table of metrics; a test fails when the two drift. */
export function metricsDocument(): string {
  const rows = Object.entries<MetricDefinition>(metricTable).map(([name, { type, labels, help }]) => {
    const named = labels.map((label) => `\`${label}\``).join(", ") || "none";
    return `| \`${name}\` | ${type} | ${named} | ${help} |`;
  });
  return `${[
    "<!-- Written from metric-table.ts by `npm run docs`; edit that. -->",
    "# Metrics",
    "`GET /metrics` answers these in Prometheus' text format. Units are in the names. Labels are bounded: a metric has " +
      "at most 2000 series, what would be more is counted under `other`. Sessions are never a label.",
    ["| Metric | Type | Labels | What |", "|---|---|---|---|", ...rows].join("\n"),
    "The mean time of a node is `rate(patchbay_node_busy_seconds_total[5m]) / ignoring(direction) " +
      'rate(patchbay_node_packets_total{direction="in"}[5m])`. Percentiles over many sessions come from the ' +
      "histogram `patchbay_task_seconds`; `patchbay_node_process_seconds` is the slowest session's own figure and must not be averaged.",
    "With them come the process metrics of prom-client: `process_cpu_*`, `process_resident_memory_bytes`, `process_open_fds`, " +
      "`nodejs_eventloop_lag_*`, `nodejs_heap_*`, `nodejs_gc_duration_seconds`.",
  ].join("\n\n")}\n`;
}
