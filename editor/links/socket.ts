/** What the links need of a WebSocket; tests bring a fake one. */
export interface Socket {
  binaryType: BinaryType;
  readonly bufferedAmount: number;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** Opens a socket. */
export type OpenSocket = (url: string) => Socket;

/** The browser's own. */
export const openSocket: OpenSocket = (url) => new WebSocket(url) as Socket;

/** Address of a WebSocket on the server that the page came from. */
export function socketUrl(path: string, { protocol, host } = location): string {
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}${path}`;
}

/** Lets go of a socket: what it still brings is nobody's any more. */
export function dropSocket(socket: Socket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.close();
}
