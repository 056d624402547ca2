import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { definition } from "./definition.ts";

export const placeholderNode = defineRuntime(definition, (ctx) => ({
  process(_port, packet) {
    ctx.emit("out", packet);
  },
}));
