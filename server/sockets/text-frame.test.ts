import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { TestClient } from "./testing.ts";
import { textFrame } from "./text-frame.ts";

/** A server that writes these bytes under its WebSocket. */
async function serve(frames: readonly Buffer[]) {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on("upgrade", (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      for (const frame of frames) stream.write(frame);
      socket.close(1000);
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return { http, port: (http.address() as AddressInfo).port };
}

test("a message of any length is one frame that a WebSocket reads, in bytes and not in characters", async () => {
  const lengths = [0, 1, 116, 117, 118, 65_526, 65_527, 65_528, 200_000]; // about 126 and 65,536 bytes of JSON
  const messages = lengths.map((length) => ({ t: "ä".repeat(length >> 1) + "x".repeat(length & 1) }));
  const frames = messages.map(textFrame);
  const { http, port } = await serve(frames);
  const client = new TestClient(port, "/");
  expect((await client.closed).code).toBe(1000);
  expect(client.messages).toEqual(messages);
  expect(frames.map((frame) => frame.length - Buffer.byteLength(frame.subarray(frame.indexOf("{"))))).toEqual(
    [2, 2, 2, 2, 4, 4, 4, 10, 10],
  );
  http.close();
});
