import type { TaskOutcome, TaskRequest, TaskRunner } from "#engine/runtime/task-runner.ts";
import type { MetricRegistry } from "./registry.ts";

/**
 * The same task runner, with every task timed from asking to answer. A warm-up is no figure, nor is a task that its session
 * cancelled: it is neither a time nor a failure.
 */
export function timedTasks(tasks: TaskRunner, metrics: MetricRegistry): TaskRunner {
  return {
    async run(request) {
      if (request.isWarmUp === true) return tasks.run(request);
      const startMs = performance.now();
      try {
        const outcome = await tasks.run(request);
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
  const { nodeType } = request;
  metrics.observe("patchbay_task_seconds", { node_type: nodeType, device }, seconds);
  if (nodeType === "transcribe")
    metrics.observe("whisper_transcription_duration_seconds", { device }, seconds);
}

function countTranslation(
  metrics: MetricRegistry,
  request: TaskRequest,
  device: string,
  result: string,
): void {
  if (request.nodeType === "translate") {
    metrics.add("translation_requests_total", { device, result });
  }
}
