import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { CaptionBroadcast } from "./caption-broadcast.ts";
import { definition } from "./definition.ts";

export const websocketOutputNode = defineRuntime(definition, ({ sessionId, log }, config) => {
  const broadcast = new CaptionBroadcast({ ...config, sessionId, log });
  return {
    isExclusive: config.port !== 0,
    open: () => broadcast.open(),
    process: (_port, packet) => broadcast.publish(packet),
    flush: () => broadcast.end(),
    close: () => broadcast.close(),
  };
});
