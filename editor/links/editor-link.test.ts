import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { editorStreamVersion } from "#engine/protocol/editor-stream.ts";
import { type Connection, EditorLink, type EditorSink } from "./editor-link.ts";
import { fakeNetwork } from "./fake-socket.ts";
import { metricsMessage } from "./testing.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Sink implements EditorSink {
  connection: Connection = "connecting";
  readonly messages: Parameters<EditorSink["receive"]>[0][] = [];
  receive(message: Parameters<EditorSink["receive"]>[0]): void {
    this.messages.push(message);
  }
  setConnection(connection: Connection): void {
    this.connection = connection;
  }
}

function connect() {
  const network = fakeNetwork();
  const sink = new Sink();
  const link = new EditorLink(sink, "ws://test/ws/editor", network.open);
  return { ...network, sink, link };
}

test("figures reach the sink after the hello", () => {
  const { last, sink, link } = connect();
  expect(sink.connection).toBe("connecting");
  last().says({ type: "hello", version: editorStreamVersion });
  last().says(metricsMessage(1000));
  expect(sink.connection).toBe("open");
  expect(sink.messages).toEqual([metricsMessage(1000)]);
  link.close();
});

test("a broken connection is made again by itself", () => {
  const { last, sockets, sink, link } = connect();
  last().breaks();
  expect(sink.connection).toBe("lost");
  vi.advanceTimersByTime(300);
  expect(sockets).toHaveLength(2);
  last().says({ type: "hello", version: editorStreamVersion });
  expect(sink.connection).toBe("open");
  link.close();
});

test("silence is a broken connection", () => {
  const { last, sockets, sink, link } = connect();
  last().says({ type: "hello", version: editorStreamVersion });
  vi.advanceTimersByTime(5_400);
  expect(sockets[0]?.isClosed).toBe(true);
  expect(sink.connection).toBe("lost");
  expect(sockets).toHaveLength(2);
  link.close();
});

test("when the network is back it does not wait", () => {
  const { last, sockets, link } = connect();
  for (let attempt = 0; attempt < 5; attempt++) {
    last().breaks();
    vi.advanceTimersByTime(4_000);
  }
  last().breaks();
  const tried = sockets.length;
  link.retryNow();
  expect(sockets).toHaveLength(tried + 1);
  link.close();
});

test("a server of another version is not misread", () => {
  const { last, sockets, sink, link } = connect();
  last().says({ type: "hello", version: editorStreamVersion + 1 });
  expect(sink.connection).toBe("outdated");
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
  link.close();
});

test("what an editor says goes out once there is a connection, and is not kept for later", () => {
  const { last, link } = connect();
  const presence = { type: "presence", flowId: "f", name: "Ana", dirty: true } as const;
  link.send(presence);
  last().says({ type: "hello", version: editorStreamVersion, editorId: "e1" });
  expect(last().texts).toEqual([]);
  link.send(presence);
  expect(last().texts).toEqual([presence]);
  last().breaks();
  link.send(presence);
  expect(last().texts).toHaveLength(1);
  link.close();
});

test("after close nothing is tried again", () => {
  const { last, sockets, link } = connect();
  last().breaks();
  link.close();
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});
