import { randomUUID } from "node:crypto";
import { Check } from "typebox/schema";
import { type EditorClientMessage, editorClientMessageSchema } from "#engine/protocol/editor-stream.ts";

/** Messages that an editor may send at once, and that many a second after that. */
const messagesPerSecond = 4;

/** What one editor says of itself. */
export class EditorPresence {
  /** Tells this connection from all others, for as long as it lasts. */
  readonly editorId = randomUUID();
  #said: EditorClientMessage | undefined;
  #allowance = messagesPerSecond;
  #atMs: number | undefined;

  /** As other editors see it; undefined while it has said nothing. */
  get shown() {
    if (this.#said === undefined) return undefined;
    const { flowId, name, dirty } = this.#said;
    return { editorId: this.editorId, flowId, name, dirty };
  }

  /**
   * Takes a message; what is not understood or comes too often is passed over.
   * @param nowMs of any clock that only goes forward
   * @returns whether others see something new
   */
  receive(bytes: Buffer, nowMs: number): boolean {
    if (!this.#maySpeak(nowMs)) return false;
    const message = parse(bytes);
    if (!Check(editorClientMessageSchema, message)) return false;
    const before = this.#said;
    this.#said = message;
    return (
      before?.flowId !== message.flowId || before.name !== message.name || before.dirty !== message.dirty
    );
  }

  #maySpeak(nowMs: number): boolean {
    const earned = ((nowMs - (this.#atMs ?? nowMs)) / 1000) * messagesPerSecond;
    this.#atMs = nowMs;
    this.#allowance = Math.min(messagesPerSecond, this.#allowance + earned);
    if (this.#allowance < 1) return false;
    this.#allowance--;
    return true;
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
