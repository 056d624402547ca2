import { toCaptionEvent } from "#engine/protocol/caption-event.ts";
import { type CaptionStreamMessage, captionStreamVersion } from "#engine/protocol/caption-stream.ts";
import { toSessionEvent } from "#engine/protocol/session-event.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { CaptionHistory } from "./caption-history.ts";
import type { CaptionServer } from "./caption-server.ts";
import { definition } from "./definition.ts";

export const websocketOutputNode = defineRuntime(definition, (ctx, config) => {
  const { publish, sessionId, log } = ctx;
  // What publish() has answered for is kept, so the node must not be done with a packet before.
  if (config.port === 0 && publish !== undefined) return { process: (_port, packet) => publish(packet) };
  const history = new CaptionHistory(config.historyLength);
  let sequence = 0;
  let end: string | undefined;
  const greet = (afterSequence: number) => [
    toJson({
      type: "hello",
      version: captionStreamVersion,
      sessionId,
      sequence,
      state: end === undefined ? "live" : "ended",
    }),
    ...history.messagesAfter(afterSequence),
    ...(end === undefined ? [] : [end]),
  ];
  let server: CaptionServer | undefined;
  return {
    isExclusive: config.port !== 0,
    async open() {
      // Here: only a port of its own needs it, and `node:http` as a module loads the whole of fetch.
      const { CaptionServer } = await import("./caption-server.ts");
      server = new CaptionServer({ ...config, log, greet });
      const url = await server.listen();
      log.info(`captions at ${url}`, { url });
    },
    process(_port, packet) {
      const event = toSessionEvent(packet);
      if (event !== undefined) {
        const json = toJson({ type: "event", sequence: ++sequence, event });
        history.addEvent(event, sequence, json);
        server?.send(json);
        return;
      }
      const partial = toCaptionEvent(packet);
      if (partial === undefined) return;
      const json = toJson({ type: "partial", event: partial });
      history.addPartial(partial, json);
      server?.send(json);
    },
    flush() {
      end = toJson({ type: "end", sequence });
      server?.send(end);
      server?.end();
    },
    close: () => server?.close(),
  };
});

function toJson(message: CaptionStreamMessage): string {
  return JSON.stringify(message);
}
