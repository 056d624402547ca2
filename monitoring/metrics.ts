import type { SessionEvent } from "#engine/protocol/session-event.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { MetricRegistry } from "./registry.ts";
import { type MeasuredSession, SessionCollector } from "./session-collector.ts";
import { SpeakerCount } from "./speakers.ts";
import { SystemMetrics } from "./system-metrics.ts";
import { timedTasks } from "./timed-tasks.ts";

/** What the metrics need of a device pool; a `PoolSnapshot` is one. */
export interface MeasuredPool {
  readonly device: string;
  readonly running: number;
  readonly waiting: number;
  /** Tasks answered since the start. */
  readonly completed: number;
  readonly crashes: number;
  /** Tasks that went on to another device, since the start. */
  readonly fallbacks?: number;
  /** What is kept from the device now. */
  readonly breakers?: readonly { readonly model: string; readonly state: string }[];
}

/** What the metrics need of the sockets; the server's `SocketCounters` is one. All only go up. */
export interface MeasuredSockets {
  /** Clients cut off, by reason. */
  readonly cut: Readonly<Record<string, number>>;
  /** Upgrades refused, by HTTP status. */
  readonly refused: Readonly<Record<string, number>>;
  /** Messages left out. */
  readonly dropped: number;
}

/** Kinds of WebSocket that are counted. */
export type SocketKind = "audio" | "captions" | "editor";

/** Everything that Prometheus can ask of a Patchbay process, and where its parts report. */
export class Metrics {
  /** MIME type of `text()`: the format that prom-client writes. */
  readonly contentType = "text/plain; version=0.0.4; charset=utf-8";
  readonly #registry = new MetricRegistry();
  readonly #sessions = new SessionCollector(this.#registry);
  readonly #speakers = new SpeakerCount();
  readonly #system: SystemMetrics;
  readonly #pools = new Map<string, MeasuredPool>();
  #sockets: MeasuredSockets = { cut: {}, refused: {}, dropped: 0 };

  /** @param dataFolder folder on the disk that `system_disk_*` is about */
  constructor(dataFolder: string) {
    this.#system = new SystemMetrics(this.#registry, dataFolder);
    for (const socket of ["audio", "captions", "editor"] satisfies SocketKind[])
      this.socketsChanged(socket, 0);
  }

  /** The page that Prometheus scrapes, with the machine's figures of now. */
  async text(): Promise<string> {
    await this.#system.collect();
    return this.#registry.text();
  }

  /**
   * Counts what the live sessions did since the last call. Call it on a timer and before `text()`: sessions come
   * and go between two scrapes.
   */
  collectSessions(live: readonly MeasuredSession[]): void {
    this.#sessions.collect(live);
    const speakers = [...this.#speakers.byFlow(live)].map(([flow, count]) => [{ flow }, count] as const);
    this.#registry.replace("speaker_diarization_speakers_detected", speakers);
  }

  /** Counts the last that a session did. Without this call, what came after the last `collectSessions` is lost. */
  sessionEnded(session: MeasuredSession): void {
    this.#sessions.ended(session);
  }

  /** Takes note of an event that a session published. */
  sessionEvent(sessionId: string, event: SessionEvent): void {
    this.#speakers.event(sessionId, event);
  }

  /** Counts a session that this server found without its server, or lost to another. */
  sessionMoved(how: "found" | "lost"): void {
    this.#registry.add("patchbay_session_moves_total", { how }, 1);
  }

  /** Counts what the devices did since the last call. A pool that began again counts from 0. */
  collectDevices(pools: readonly MeasuredPool[]): void {
    for (const pool of pools) {
      const { device } = pool;
      const before = this.#pools.get(device);
      const added = (now: number, last = 0) => (now < last ? now : now - last);
      const { completed, crashes, fallbacks = 0 } = pool;
      this.#registry.add("patchbay_device_tasks_total", { device }, added(completed, before?.completed));
      this.#registry.add("patchbay_device_crashes_total", { device }, added(crashes, before?.crashes));
      const went = added(fallbacks, before?.fallbacks);
      this.#registry.add("patchbay_device_fallbacks_total", { device }, went);
      this.#registry.set("patchbay_device_tasks_running", { device }, pool.running);
      this.#registry.set("patchbay_device_queue_depth", { device }, pool.waiting);
      this.#pools.set(device, pool);
    }
    const open = pools.flatMap(({ device, breakers = [] }) =>
      breakers.map(({ model, state }) => [{ device, model }, state === "open" ? 1 : 0.5] as const),
    );
    this.#registry.replace("patchbay_device_breaker_open", open);
  }

  /** Counts an HTTP request. `route` is the pattern, such as `/api/flows/:id`; what no route matched is `none`. */
  httpRequest(route: string | undefined, method: string, status: number): void {
    const labels = { route: route ?? "none", method, status: String(status) };
    this.#registry.add("api_gateway_requests_total", labels);
  }

  /** Counts WebSockets that opened (1) or closed (-1). */
  socketsChanged(socket: SocketKind, amount: number): void {
    this.#registry.change("websocket_connections_active", { socket }, amount);
  }

  /** Counts what the sockets did since the last call. */
  collectSockets({ cut, refused, dropped }: MeasuredSockets): void {
    const before = this.#sockets;
    for (const [reason, count] of Object.entries(cut)) {
      this.#registry.add("patchbay_socket_cuts_total", { reason }, count - (before.cut[reason] ?? 0));
    }
    for (const [status, count] of Object.entries(refused)) {
      this.#registry.add("patchbay_socket_refusals_total", { status }, count - (before.refused[status] ?? 0));
    }
    this.#registry.add("patchbay_socket_dropped_total", {}, dropped - before.dropped);
    this.#sockets = { cut: { ...cut }, refused: { ...refused }, dropped };
  }

  /** Takes note of a service's last health check. */
  serviceHealth(service: string, healthy: boolean): void {
    this.#registry.set("health_monitor_status", { service }, healthy ? 1 : 0);
  }

  /** The same task runner, with its tasks timed. */
  timed(tasks: TaskRunner): TaskRunner {
    return timedTasks(tasks, this.#registry);
  }
}
