import type { TaskHost, TaskOutcome, TaskRequest } from "#engine/runtime/host.ts";
import type { MetricRegistry } from "./registry.ts";

/**
 * The same host, with every task timed from asking to answer. A task that its session cancelled is no figure: it
 * is neither a time nor a failure.
 */
export function timedTasks(host: TaskHost, metrics: MetricRegistry): TaskHost {
  return {
    async run(request) {
      const startMs = performance.now();
      try {
        const outcome = await host.run(request);
        const device = outcome.device;
        observe(metrics, request, device, (performance.now() - startMs) / 1000);
        countTranslation(metrics, request, device, "ok");
        return outcome satisfies TaskOutcome;
      } catch (error) {
        if (!request.signal.aborted) countTranslation(metrics, request, "none", "failed");
        throw error;
      }
    },
  };
}

function observe(metrics: MetricRegistry, request: TaskRequest, device: string, seconds: number): void {
  const type = nodeTypeOf(request.module);
  metrics.observe("patchbay_task_seconds", { node_type: type, device }, seconds);
  if (type === "transcribe") metrics.observe("whisper_transcription_duration_seconds", { device }, seconds);
}

function countTranslation(
  metrics: MetricRegistry,
  request: TaskRequest,
  device: string,
  result: string,
): void {
  if (nodeTypeOf(request.module) === "translate") {
    metrics.add("translation_requests_total", { device, result });
  }
}

/** Node type by the URL of its task: the name of its folder. */
export function nodeTypeOf(moduleUrl: string): string {
  return moduleUrl.split("/").at(-2) ?? "unknown";
}
