import type { OpenSocket, Socket } from "./socket.ts";

/** A WebSocket without a network, for tests: they play the server's part. */
export class FakeSocket implements Socket {
  readonly url: string;
  binaryType: BinaryType = "blob";
  bufferedAmount = 0;
  isClosed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  /** Text messages sent, parsed. */
  readonly texts: Record<string, unknown>[] = [];
  /** All audio sent, as samples. */
  readonly samples: number[] = [];

  constructor(url: string) {
    this.url = url;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (typeof data === "string") this.texts.push(JSON.parse(data) as Record<string, unknown>);
    else this.samples.push(...new Int16Array(data.buffer));
  }

  close(): void {
    this.isClosed = true;
  }

  /** The connection is made. */
  opens(): void {
    this.onopen?.();
  }

  /** The server sends a message. */
  says(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** The connection breaks, or the server closes it with a code. */
  breaks(code = 1006): void {
    this.onclose?.({ code });
  }
}

/** Opens fake sockets and remembers them. */
export function fakeNetwork() {
  const sockets: FakeSocket[] = [];
  const open: OpenSocket = (url) => {
    const socket = new FakeSocket(url);
    sockets.push(socket);
    return socket;
  };
  const last = () => sockets.at(-1) as FakeSocket;
  return { sockets, open, last };
}
