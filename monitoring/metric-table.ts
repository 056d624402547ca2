/** What a metric is: the table's rows. */
export interface MetricDefinition {
  readonly type: "counter" | "gauge" | "histogram";
  /** One sentence with the unit. */
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, in the unit of its name. */
  readonly buckets?: readonly number[];
}

/** Inference on a GPU takes tens of milliseconds, a long segment on a slow CPU half a minute. */
const taskBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30];

/**
 * Every metric of Patchbay, once; the default process metrics of prom-client come on top. Labels are bounded:
 * flow and node ids, devices, routes; never session ids. `METRICS.md` is written from this table.
 */
export const metricTable = {
  whisper_transcription_duration_seconds: {
    type: "histogram",
    help: "Seconds from asking for a transcription to its answer, waiting included.",
    labels: ["device"],
    buckets: taskBuckets,
  },
  speaker_diarization_speakers_detected: {
    type: "gauge",
    help: "Speakers heard so far in the live sessions of a flow.",
    labels: ["flow"],
  },
  translation_requests_total: {
    type: "counter",
    help: "Translations asked for, by result.",
    labels: ["device", "result"],
  },
  websocket_connections_active: {
    type: "gauge",
    help: "Open WebSocket connections: audio, captions or editor.",
    labels: ["socket"],
  },
  patchbay_socket_cuts_total: {
    type: "counter",
    help: "WebSocket clients that were cut off: unread (they left too much unread) or silent (no answer to a ping).",
    labels: ["reason"],
  },
  patchbay_socket_refusals_total: {
    type: "counter",
    help: "WebSocket upgrades that were refused, by HTTP status.",
    labels: ["status"],
  },
  patchbay_socket_dropped_total: {
    type: "counter",
    help: "Partials and metrics left out for WebSocket clients that were behind.",
    labels: [],
  },
  orchestration_sessions_active: {
    type: "gauge",
    help: "Sessions that run or wait for their client now.",
    labels: ["flow", "state"],
  },
  api_gateway_requests_total: {
    type: "counter",
    help: "HTTP requests answered.",
    labels: ["route", "method", "status"],
  },
  health_monitor_status: {
    type: "gauge",
    help: "1 when the service answered its last health check, 0 when it did not.",
    labels: ["service"],
  },
  system_cpu_usage_percent: {
    type: "gauge",
    help: "Busy share of all cores of the machine since the last scrape, 0 to 100.",
    labels: [],
  },
  system_memory_usage_bytes: {
    type: "gauge",
    help: "Memory of the machine that is not available to new work, in bytes.",
    labels: [],
  },
  system_memory_size_bytes: { type: "gauge", help: "Memory of the machine, in bytes.", labels: [] },
  system_disk_usage_bytes: {
    type: "gauge",
    help: "Used bytes of the file system that holds Patchbay's data.",
    labels: [],
  },
  system_disk_size_bytes: {
    type: "gauge",
    help: "Size in bytes of the file system that holds Patchbay's data.",
    labels: [],
  },
  patchbay_node_packets_total: {
    type: "counter",
    help: "Packets that a node took or gave.",
    labels: ["flow", "node", "direction"],
  },
  patchbay_node_busy_seconds_total: {
    type: "counter",
    help: "Seconds spent in process(), estimated from the packets timed; by packets in: the mean.",
    labels: ["flow", "node"],
  },
  patchbay_node_process_seconds: {
    type: "gauge",
    help: "Percentile of process() since a session began, in seconds; of the live session where it is largest.",
    labels: ["flow", "node", "percentile"],
  },
  patchbay_node_errors_total: {
    type: "counter",
    help: "Packets that a node failed at.",
    labels: ["flow", "node"],
  },
  patchbay_verdicts_total: {
    type: "counter",
    help: "Results of nodes by what became of them: heard, inaudible, silence, repetitive, unsure, invented, late, superseded, lost.",
    labels: ["node_type", "verdict"],
  },
  patchbay_node_retries_total: {
    type: "counter",
    help: "Tasks of a node that were tried again after a worker failed.",
    labels: ["flow", "node"],
  },
  patchbay_edge_dropped_total: {
    type: "counter",
    help: "Packets that a full queue dropped.",
    labels: ["flow", "edge"],
  },
  patchbay_input_dropped_seconds_total: {
    type: "counter",
    help: "Media seconds that live sources lost because their flow did not keep up.",
    labels: ["flow"],
  },
  patchbay_edge_queue_depth: {
    type: "gauge",
    help: "Packets that wait in the fullest queue of this edge among the live sessions.",
    labels: ["flow", "edge"],
  },
  patchbay_session_lag_seconds: {
    type: "gauge",
    help: "Media seconds that the last packets were behind the source, of the live session furthest behind.",
    labels: ["flow"],
  },
  patchbay_session_moves_total: {
    type: "counter",
    help: "Sessions that changed servers: found (their server was gone) or lost (another took them from this one).",
    labels: ["how"],
  },
  patchbay_realtime_factor: {
    type: "gauge",
    help: "Busy seconds of a node by media second since the session began, of the busiest live session.",
    labels: ["flow", "node"],
  },
  patchbay_task_seconds: {
    type: "histogram",
    help: "Seconds from asking for a task of a node type to its answer, waiting included.",
    labels: ["node_type", "device"],
    buckets: taskBuckets,
  },
  patchbay_device_tasks_total: { type: "counter", help: "Tasks that a device answered.", labels: ["device"] },
  patchbay_device_tasks_running: {
    type: "gauge",
    help: "Tasks that run on a device now.",
    labels: ["device"],
  },
  patchbay_device_queue_depth: {
    type: "gauge",
    help: "Tasks that wait for a device now.",
    labels: ["device"],
  },
  patchbay_device_crashes_total: {
    type: "counter",
    help: "Times that a device's process died.",
    labels: ["device"],
  },
  patchbay_device_fallbacks_total: {
    type: "counter",
    help: "Tasks that a device failed at and that went on to the next device.",
    labels: ["device"],
  },
  patchbay_device_breaker_open: {
    type: "gauge",
    help: "1 while a model is kept from a device that failed, 0.5 while one task tries it again; absent else.",
    labels: ["device", "model"],
  },
} as const satisfies Record<string, MetricDefinition>;

/** Name of a metric of the table. */
export type MetricName = keyof typeof metricTable;
