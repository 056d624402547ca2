import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { readFeed, requireFeed } from "#engine/runtime/feed-source.ts";
import { definition } from "./definition.ts";

export const audioSocketNode = defineRuntime(definition, (ctx) => ({
  open() {
    requireFeed(ctx);
  },
  run: () => readFeed(ctx),
}));
