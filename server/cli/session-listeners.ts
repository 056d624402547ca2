import { resolveConfig } from "#engine/flow/config.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { CaptionBroadcast, type CaptionBroadcastOptions } from "#nodes/websocket-output/caption-broadcast.ts";
import { definition } from "#nodes/websocket-output/definition.ts";

/**
 * Opens a WebSocket for those who listen to a session of the command line, with the defaults of `websocket-output`, and
 * logs its address. Undefined where no node of the flow sends to listeners.
 */
export async function openListeners(flow: Flow, log: Logger): Promise<CaptionBroadcast | undefined> {
  if (!flow.nodes.some(({ type, disabled }) => type === "session-output" && disabled !== true)) return;
  const settings = resolveConfig(definition, {}) as unknown as Omit<
    CaptionBroadcastOptions,
    "sessionId" | "log"
  >;
  const broadcast = new CaptionBroadcast({ ...settings, sessionId: flow.id, log });
  await broadcast.open();
  return broadcast;
}
