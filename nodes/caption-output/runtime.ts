import { toCaptionEvent } from "#engine/protocol/caption-event.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { CaptionFiles } from "./caption-files.ts";
import { definition } from "./definition.ts";

export const captionOutputNode = defineRuntime(definition, (ctx, config) => {
  const settings = config.current;
  const showsAll = settings.formats.includes("console");
  const files = settings.folder === "" ? undefined : new CaptionFiles(settings);
  return {
    isExclusive: files !== undefined,
    async open() {
      await files?.open();
    },
    async process(_port, packet) {
      const event = toCaptionEvent(packet);
      if (event === undefined) return;
      if (showsAll) ctx.show(event);
      await files?.add(event);
    },
    async flush() {
      await files?.finish();
    },
    // A session that fails has no flush: what was said until then is written here.
    async close() {
      await files?.finish();
    },
  };
});
