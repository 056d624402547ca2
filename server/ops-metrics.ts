import { monitorEventLoopDelay } from "node:perf_hooks";
import type { MetricsMessage } from "#engine/protocol/editor-stream.ts";
import type { DeviceSnapshot } from "#runtime-workers/devices/device.ts";
import type { SessionService } from "./sessions/service.ts";

/** Where the figures come from. */
export interface CollectorSources {
  readonly sessions: Pick<SessionService, "live">;
  readonly devices: { snapshot(): readonly DeviceSnapshot[] };
  /** Listeners of a session's captions now. */
  readonly listeners: (sessionId: string) => number;
}

/** Precision of the event loop's delay, in ms. */
const resolutionMs = 10;

/**
 * Makes the messages of `/ws/editor`, one at each call. CPU and event-loop lag are those since the last call, so
 * one collector serves all sockets. The lag is the longest delay in that time; the first 10 ms after a call are not seen.
 */
export function createCollector({ sessions, devices, listeners }: CollectorSources): () => MetricsMessage {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let cpu = process.cpuUsage();
  let atMs = performance.now();
  const processFigures = () => {
    const nowMs = performance.now();
    const used = process.cpuUsage(cpu);
    const elapsedMs = Math.max(1, nowMs - atMs);
    const cpuPercent = (100 * (used.user + used.system)) / 1000 / elapsedMs;
    const eventLoopLagMs = delay.count === 0 ? 0 : Math.max(0, delay.max / 1e6 - resolutionMs);
    cpu = process.cpuUsage();
    atMs = nowMs;
    delay.reset();
    return { cpuPercent, rssBytes: process.memoryUsage.rss(), eventLoopLagMs };
  };
  return () => ({
    type: "metrics",
    timeMs: Date.now(),
    sessions: sessions.live().map(({ sessionId, flowId, state, snapshot }) => ({
      sessionId,
      flowId,
      state,
      listeners: listeners(sessionId),
      mediaMs: snapshot.mediaMs,
      inputDroppedMs: snapshot.inputDroppedMs,
      nodes: [...snapshot.nodes],
      edges: [...snapshot.edges],
    })),
    devices: devices.snapshot().map(({ pid: _pid, ...figures }) => figures),
    process: processFigures(),
  });
}
