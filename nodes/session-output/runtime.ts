import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { definition } from "./definition.ts";

export const sessionOutputNode = defineRuntime(definition, ({ publish }) => ({
  // What publish() has answered for is kept, so the node must not be done with a packet before.
  process: (_port, packet) => publish?.(packet),
}));
