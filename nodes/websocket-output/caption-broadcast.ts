import type { Packet } from "#engine/graph/packets.ts";
import { toCaptionEvent } from "#engine/protocol/caption-event.ts";
import { type CaptionStreamMessage, captionStreamVersion } from "#engine/protocol/caption-stream.ts";
import { toSessionEvent } from "#engine/protocol/session-event.ts";
import { CaptionHistory } from "./caption-history.ts";
import type { CaptionServer, CaptionServerOptions } from "./caption-server.ts";

/** Where captions are broadcast, of which session, and how much is kept for those who join late. */
export interface CaptionBroadcastOptions extends Omit<CaptionServerOptions, "greet"> {
  readonly sessionId: string;
  /** Events kept, the latest ones. */
  readonly historyLength: number;
}

/** Captions, translations and speakers as a stream of numbered messages on a WebSocket of its own. */
export class CaptionBroadcast {
  readonly #options: CaptionBroadcastOptions;
  readonly #history: CaptionHistory;
  #server: CaptionServer | undefined;
  #sequence = 0;
  /** The message that ended the stream. */
  #end: string | undefined;

  constructor(options: CaptionBroadcastOptions) {
    this.#options = options;
    this.#history = new CaptionHistory(options.historyLength);
  }

  /** Starts to listen, and logs the address. @throws {FlowError} as {@link CaptionServer.listen} */
  async open(): Promise<void> {
    // Here: only who opens a port needs it, and `node:http` as a module loads the whole of fetch.
    const { CaptionServer } = await import("./caption-server.ts");
    const { log } = this.#options;
    this.#server = new CaptionServer({ ...this.#options, greet: (after) => this.#greeting(after) });
    const url = await this.#server.listen();
    log.info(`captions at ${url}`, { url });
  }

  /** Sends a packet to all clients, and keeps it for those who join late. */
  publish(packet: Packet): void {
    const event = toSessionEvent(packet);
    if (event !== undefined) {
      const json = toJson({ type: "event", sequence: ++this.#sequence, event });
      this.#history.addEvent(event, this.#sequence, json);
      this.#server?.send(json);
      return;
    }
    const partial = toCaptionEvent(packet);
    if (partial === undefined) return;
    const json = toJson({ type: "partial", event: partial });
    this.#history.addPartial(partial, json);
    this.#server?.send(json);
  }

  /** Tells all clients that nothing follows. Whoever joins later gets the history, and the end. */
  end(): void {
    this.#end = toJson({ type: "end", sequence: this.#sequence });
    this.#server?.send(this.#end);
    this.#server?.end();
  }

  /** Gives the port back; may come twice, and without `open`. */
  async close(): Promise<void> {
    await this.#server?.close();
  }

  #greeting(afterSequence: number): string[] {
    const { sessionId } = this.#options;
    const state = this.#end === undefined ? "live" : "ended";
    return [
      toJson({ type: "hello", version: captionStreamVersion, sessionId, sequence: this.#sequence, state }),
      ...this.#history.messagesAfter(afterSequence),
      ...(this.#end === undefined ? [] : [this.#end]),
    ];
  }
}

function toJson(message: CaptionStreamMessage): string {
  return JSON.stringify(message);
}
