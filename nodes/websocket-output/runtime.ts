import { toCaptionEvent } from "#engine/protocol/caption-event.ts";
import {
  type CaptionStreamMessage,
  captionStreamVersion,
  toSpeakerMessage,
} from "#engine/protocol/caption-stream.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { CaptionHistory } from "./caption-history.ts";
import { CaptionServer } from "./caption-server.ts";
import { definition } from "./definition.ts";

export const websocketOutputNode = defineRuntime(definition, (ctx, config) => {
  const history = new CaptionHistory(config.historyLength);
  const { sessionId, log } = ctx;
  let sequence = 0;
  let end: string | undefined;
  const greet = () => [
    toJson({ type: "hello", version: captionStreamVersion, sessionId, sequence }),
    ...history.messages(),
    ...(end === undefined ? [] : [end]),
  ];
  const server = new CaptionServer({ ...config, log, greet });
  return {
    async open() {
      const url = await server.listen();
      log.info(`captions at ${url}`, { url });
    },
    process(_port, packet) {
      if (packet.type === "speaker") {
        const json = toJson(toSpeakerMessage(packet, ++sequence));
        history.addSpeaker(packet.segmentId, sequence, json);
        server.send(json);
        return;
      }
      const event = toCaptionEvent(packet);
      if (event === undefined) return;
      const json = toJson({ type: "caption", sequence: ++sequence, event });
      history.addCaption(event, sequence, json);
      server.send(json);
    },
    flush() {
      end = toJson({ type: "end", sequence: ++sequence });
      server.send(end);
      server.end();
    },
    close: () => server.close(),
  };
});

function toJson(message: CaptionStreamMessage): string {
  return JSON.stringify(message);
}
