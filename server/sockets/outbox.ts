import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { CutReason, SocketCounters } from "./counters.ts";
import type { Heartbeat, Pinged } from "./heartbeat.ts";

/** Unread bytes at which a client is cut off: nothing else bounds what is buffered for a slow one. */
const maxUnreadBytes = 1024 * 1024;
/** Unread bytes above which a client is left out of what the next message makes good. */
const behindBytes = 64 * 1024;

/** What all outboxes of a server share. */
export interface OutboxShared {
  readonly heartbeat: Heartbeat;
  readonly counters: SocketCounters;
}

/**
 * The sending side of one client. What it has not read is bounded, and so is its silence: the kernel takes megabytes
 * off our hands before `unreadBytes` shows anything, so only an unanswered ping tells a client that has died.
 */
export class Outbox implements Pinged {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #shared: OutboxShared;
  #isAlive = true;
  #isHeld = false;

  /** @param stream the connection under the WebSocket; frames are written to it as they are */
  constructor(socket: WebSocket, stream: Duplex, shared: OutboxShared) {
    this.#socket = socket;
    this.#stream = stream;
    this.#shared = shared;
    shared.heartbeat.add(this);
    socket.on("pong", () => this.noteAlive());
    // Without a listener an oversized frame would end the process; ws closes the connection itself.
    socket.on("error", ignore);
    socket.on("close", () => shared.heartbeat.remove(this));
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Bytes that the kernel has not taken yet. */
  get unreadBytes(): number {
    return this.#stream.writableLength;
  }

  /** Sends a frame of `textFrame`; a client that has left too much unread is cut off. */
  send(frame: Buffer): void {
    if (!this.isOpen) return;
    this.#stream.write(frame);
    if (this.#stream.writableLength > maxUnreadBytes) this.#cut("unread");
  }

  /** Sends a frame that may get lost: not to a client that is behind. */
  offer(frame: Buffer): void {
    if (this.#stream.writableLength > behindBytes) this.#shared.counters.dropped++;
    else this.send(frame);
  }

  /** Resolves when the client has caught up with what was sent, or is gone. */
  async drained(): Promise<void> {
    if (!this.#stream.writableNeedDrain || this.#stream.destroyed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#stream.once("drain", resolve);
    this.#stream.once("close", resolve);
    await promise;
    this.#stream.off("drain", resolve);
    this.#stream.off("close", resolve);
  }

  /** The client has given a sign of life. */
  noteAlive(): void {
    this.#isAlive = true;
  }

  /** Stops reading from the client. Its pongs are not read either, so none is asked for. */
  holdIncoming(): void {
    this.#isHeld = true;
    this.#socket.pause();
  }

  releaseIncoming(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#isAlive = true;
    this.#socket.resume();
  }

  /** Closes in an orderly way, after what was sent. `reason`: at most 123 bytes. */
  close(code: number, reason?: string): void {
    this.releaseIncoming(); // the answer to the closing handshake has to be read
    this.#socket.close(code, reason);
  }

  beat(): void {
    if (this.#isHeld) return;
    if (!this.#isAlive) {
      this.#cut("silent");
      return;
    }
    this.#isAlive = false;
    this.#socket.ping();
  }

  #cut(reason: CutReason): void {
    this.#shared.counters.cut[reason]++;
    this.#socket.terminate();
  }
}

function ignore(): void {}
