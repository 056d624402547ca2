import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { readFeed, requireFeed } from "#engine/runtime/feed-source.ts";
import { SoundDevice } from "#runtime-workers/media/sound-device.ts";
import { definition } from "./definition.ts";

export const micInputNode = defineRuntime(definition, (ctx, { current: { device } }) => {
  if (device === "browser") {
    return {
      open() {
        requireFeed(ctx);
      },
      run: () => readFeed(ctx),
    };
  }
  const sound = new SoundDevice(device, ctx.signal);
  return {
    isExclusive: true,
    open: () => sound.open(),
    async run() {
      await readFeed({ input: sound.feed, signal: ctx.signal, emit: ctx.emit });
      sound.throwIfFailed();
    },
    close: () => sound.close(),
  };
});
