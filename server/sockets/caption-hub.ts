import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import type { CaptionStreamMessage } from "#engine/protocol/caption-stream.ts";
import type { CaptionPublisher } from "#server/sessions/service.ts";
import type { StoredEvent } from "#server/sessions/store.ts";
import { textFrame } from "./text-frame.ts";

/** Somebody who listens to a session. Frames are shared by all listeners. */
export interface CaptionListener {
  event(sequence: number, frame: Buffer): void;
  partial(frame: Buffer): void;
  end(lastSequence: number): void;
}

/** Brings a session's news to all who listen to it. What nobody listens to costs nothing. */
export class CaptionHub implements CaptionPublisher {
  readonly #rooms = new Map<string, Set<CaptionListener>>();

  join(sessionId: string, listener: CaptionListener): void {
    const room = this.#rooms.get(sessionId) ?? new Set();
    room.add(listener);
    this.#rooms.set(sessionId, room);
  }

  leave(sessionId: string, listener: CaptionListener): void {
    const room = this.#rooms.get(sessionId);
    if (room?.delete(listener) && room.size === 0) this.#rooms.delete(sessionId);
  }

  /** How many listen to a session. */
  listeners(sessionId: string): number {
    return this.#rooms.get(sessionId)?.size ?? 0;
  }

  /** See {@link CaptionPublisher}. */
  event(sessionId: string, stored: StoredEvent): void {
    const room = this.#rooms.get(sessionId);
    if (room === undefined) return;
    const frame = eventFrame(stored);
    for (const listener of room) listener.event(stored.sequence, frame);
  }

  /** See {@link CaptionPublisher}. */
  partial(sessionId: string, event: CaptionEvent): void {
    const room = this.#rooms.get(sessionId);
    if (room === undefined) return;
    const frame = captionFrame({ type: "partial", event });
    for (const listener of room) listener.partial(frame);
  }

  /** See {@link CaptionPublisher}. The session's state has to be stored before. */
  end(sessionId: string, lastSequence: number): void {
    for (const listener of this.#rooms.get(sessionId) ?? []) listener.end(lastSequence);
  }
}

/** A message of the caption stream as a frame. */
export function captionFrame(message: CaptionStreamMessage): Buffer {
  return textFrame(message);
}

/** A stored event as a frame. */
export function eventFrame({ sequence, event }: StoredEvent): Buffer {
  return captionFrame({ type: "event", sequence, event });
}
