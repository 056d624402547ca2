import { FlowError } from "../errors.ts";
import type { NodeContext } from "../runtime/define-runtime.ts";
import { silentLogger } from "../runtime/logger.ts";
import { systemClock } from "../runtime/wall-clock.ts";

/** What a runtime is created with outside of a session: nothing goes out, no task runs, unless a test says so. */
export function testContext(own: Partial<NodeContext> = {}): NodeContext {
  return {
    nodeId: "node",
    sessionId: "test",
    signal: new AbortController().signal,
    emit: () => undefined,
    runTask: () => Promise.reject(new FlowError("device.unavailable")),
    warmUp: () => Promise.reject(new FlowError("device.unavailable")),
    verdict: () => {},
    show: () => {},
    log: silentLogger,
    wallClock: systemClock,
    ...own,
  };
}
