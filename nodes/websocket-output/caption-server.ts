import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { FlowError } from "#engine/errors.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { mayRead } from "./origin.ts";

/** Unread bytes at which a client is cut off: nothing else bounds what ws keeps for a slow one. */
const maxBufferedBytes = 1024 * 1024;
/** Clients have nothing to say. */
const maxPayloadBytes = 1024;
/** A ping that is not answered before the next one ends the connection. */
const pingIntervalMs = 15_000;
/** Time for clients to answer the closing handshake. */
const closeWaitMs = 750;

/** Where a caption server listens, and what it tells whoever connects. */
export interface CaptionServerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly path: string;
  readonly log: Logger;
  /** Messages for a client that has had the events up to a number: sent at once, before any that is sent later. */
  readonly greet: (afterSequence: number) => readonly string[];
}

/** A WebSocket server that sends every client the same messages in the same order. */
export class CaptionServer {
  readonly #options: CaptionServerOptions;
  readonly #http = createServer((_request, response) => {
    response.writeHead(426, { connection: "close", upgrade: "websocket" }).end("This is a WebSocket.\n");
  });
  readonly #sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxPayloadBytes,
  });
  /** Clients that have answered the last ping. */
  readonly #answered = new WeakSet<WebSocket>();
  #pings: NodeJS.Timeout | undefined;
  #ended = false;
  #closing: Promise<void> | undefined;

  constructor(options: CaptionServerOptions) {
    this.#options = options;
  }

  /**
   * Starts to listen.
   * @returns the address, such as `ws://127.0.0.1:4567/captions`.
   * @throws {FlowError} `port.in-use` naming the field port; `config.invalid` when host or port cannot be used.
   */
  async listen(): Promise<string> {
    const { host, port, path, log } = this.#options;
    try {
      this.#http.listen(port, host);
      await once(this.#http, "listening");
    } catch (error) {
      throw asListenError(error as NodeJS.ErrnoException, host, port);
    }
    this.#http.on("error", ({ message }) => log.warn("caption server", { message }));
    this.#http.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    this.#pings = setInterval(() => this.#ping(), pingIntervalMs).unref();
    const bound = (this.#http.address() as AddressInfo).port;
    return `ws://${host.includes(":") ? `[${host}]` : host}:${bound}${path}`;
  }

  /** Sends a message to every client, and cuts off those that do not keep up. */
  send(json: string): void {
    for (const client of this.#sockets.clients) {
      if (client.readyState !== client.OPEN) continue;
      client.send(json);
      if (client.bufferedAmount > maxBufferedBytes) this.#cut(client, "it reads too slowly");
    }
  }

  /** Closes every connection with code 1000, those that are still to come after their greeting. */
  end(): void {
    this.#ended = true;
    for (const client of this.#sockets.clients) client.close(1000);
  }

  /** Ends everything within a second: clients that do not close by then are cut off. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [path, query] = (request.url ?? "").split("?", 2);
    const after = new URLSearchParams(query).get("after") ?? "0";
    if (path !== this.#options.path) refuse(socket, "404 Not Found");
    else if (!/^\d{1,15}$/.test(after)) refuse(socket, "400 Bad Request");
    else if (!mayRead(this.#options.host, request.headers.origin)) refuse(socket, "403 Forbidden");
    else this.#sockets.handleUpgrade(request, socket, head, (client) => this.#welcome(client, Number(after)));
  }

  /** Greets in one go, so that no message comes between the state and what follows. */
  #welcome(client: WebSocket, afterSequence: number): void {
    const { log, greet } = this.#options;
    this.#answered.add(client);
    client.on("pong", () => this.#answered.add(client));
    // Without a listener an oversized frame would end the process; ws closes the connection itself.
    client.on("error", ({ message }) => log.debug("caption client", { message }));
    for (const json of greet(afterSequence)) client.send(json);
    if (this.#ended) client.close(1000);
  }

  #ping(): void {
    for (const client of this.#sockets.clients) {
      if (!this.#answered.delete(client)) this.#cut(client, "it did not answer a ping");
      else client.ping();
    }
  }

  #cut(client: WebSocket, reason: string): void {
    this.#options.log.warn("a caption client was cut off", { reason });
    client.terminate();
  }

  async #shutDown(): Promise<void> {
    clearInterval(this.#pings);
    if (!this.#http.listening) return;
    const closed = once(this.#http, "close");
    this.#http.close();
    this.#http.closeAllConnections();
    for (const client of this.#sockets.clients) client.close(1001);
    const deadline = setTimeout(() => {
      for (const client of this.#sockets.clients) client.terminate();
    }, closeWaitMs);
    await closed;
    clearTimeout(deadline);
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => {}); // without a listener a reset connection would end the process
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function asListenError(cause: NodeJS.ErrnoException, host: string, port: number): FlowError {
  if (cause.code === "EADDRINUSE") {
    return new FlowError("port.in-use", { field: "port", message: `Port ${port} is taken.`, cause });
  }
  const field = cause.code === "EACCES" ? "port" : "host";
  const hint =
    field === "port"
      ? "Use a port above 1023, or 0 for any free one."
      : "Use an address of this machine, such as 127.0.0.1.";
  const message = `${host}:${port} cannot be listened on (${cause.code}).`;
  return new FlowError("config.invalid", { field, message, hint, cause });
}
