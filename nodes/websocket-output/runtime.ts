import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { CaptionBroadcast } from "./caption-broadcast.ts";
import { definition } from "./definition.ts";

export const websocketOutputNode = defineRuntime(definition, ({ sessionId, log }, config) => {
  const broadcast = new CaptionBroadcast({ ...config.current, sessionId, log });
  return {
    isExclusive: config.current.port !== 0,
    open: () => broadcast.open(),
    process: (_port, packet) => broadcast.publish(packet),
    flush: () => broadcast.end(),
    close: () => broadcast.close(),
  };
});
