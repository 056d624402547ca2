import { fastify } from "fastify";
import { expect, test } from "vitest";
import type { LogMessage } from "#engine/protocol/editor-stream.ts";
import { requestLogging } from "./logging/request-log.ts";
import { createLogging, engineLogger, type LoggingOptions } from "./logging.ts";

function capture(options: Partial<LoggingOptions> = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logging = createLogging({ level: "debug", destination, ...options });
  return { ...logging, lines, last: () => JSON.parse(lines.at(-1) ?? "") as Record<string, unknown> };
}

test("a line is JSON with timestamp, service, level and message", () => {
  const { logger, last } = capture();
  logger.info({ durationMs: 1500, model: "whisper-base" }, "transcribed");
  const { timestamp, ...rest } = last();
  expect(new Date(String(timestamp)).toISOString()).toBe(timestamp);
  expect(rest).toEqual({
    level: "info",
    service: "patchbay",
    message: "transcribed",
    duration: 1.5,
    model: "whisper-base",
  });
});

test("speech and credentials are in no line, however they came there", () => {
  const { logger, lines } = capture();
  class Caption {
    text = "classified";
    samples = new Float32Array([0.123456]);
  }
  const secrets = {
    text: "classified",
    samples: new Float32Array([0.123456]),
    token: "classified",
    authorization: "Bearer classified",
    secret: "classified",
  };
  logger.info(secrets, "flat");
  logger.info({ a: { b: [{ c: { d: secrets, Authorization: "classified" } }] } }, "deep");
  logger.info({ caption: new Caption() }, "class instance");
  logger.child(secrets).info("child binding");
  logger
    .child({ deep: { secrets } }, { serializers: { text: (value) => value } })
    .warn("child with serializers");
  logger.info({ secrets: { toJSON: () => secrets } }, "toJSON");
  logger.error(Object.assign(new Error("failed"), secrets), "error with fields");
  logger.info({ url: "/ws/audio?token=classified&x=1" }, "GET /ws/audio?flow=a&token=classified");
  logger.info("header was Bearer classified");
  logger.info({ headers: ["patchbay_token=classified; a=1", "x, patchbay.token.classified"] }, "raw headers");
  engineLogger(logger, "s1").info("engine", secrets);
  expect(lines).toHaveLength(11);
  expect(lines.join("")).not.toMatch(/classified|0\.12345/);
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
});

test("a line stays short, whatever is put into it", () => {
  const { logger, lines, last } = capture();
  logger.info({ audio: new Float32Array(100_000), note: "x".repeat(100_000) }, "big");
  expect(lines.join("").length).toBeLessThan(16_384);
  expect(last()["message"]).toBe("big");
});

test("lines of a session carry its id, lines of a node the node's", () => {
  const { logger, last } = capture();
  engineLogger(logger).info("ready");
  expect(last()).not.toHaveProperty("session_id");
  engineLogger(logger, "s1").warn("slow", { nodeId: "transcribe", durationMs: 20 });
  expect(last()).toMatchObject({ level: "warn", session_id: "s1", node_id: "transcribe", duration: 0.02 });
});

test("a request's lines carry its id, and its token is not among them", async () => {
  const { logger, lines } = capture();
  const app = fastify({ loggerInstance: logger, ...requestLogging });
  app.get("/x/:id", async (request) => {
    request.log.info("inside");
    return {};
  });
  const headers = { "x-request-id": "abc-1", authorization: "Bearer classified" };
  await app.inject({ url: "/x/1?token=classified", headers });
  await app.inject({ url: "/x/1", headers: { "x-request-id": "not an id\n" } });
  await app.inject({ url: "/nowhere?token=classified" });
  await app.close();
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const ids = entries.filter(({ message }) => message === "inside").map(({ request_id: id }) => String(id));
  expect(ids[0]).toBe("abc-1");
  expect(ids[1]).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines.join("")).not.toContain("classified");
  expect(entries.find(({ message }) => message === "GET /x/:id 200")).toMatchObject({
    level: "debug",
    request_id: "abc-1",
    status: 200,
    duration: expect.any(Number),
  });
});

test("followers get info and above, the last lines are kept, a flood is counted", () => {
  const { logger, onLog, recentLogs } = capture();
  const seen: LogMessage[] = [];
  const stop = onLog((line) => seen.push(line));
  logger.debug("hidden");
  logger.child({ session_id: "s1" }).info({ nodeId: "vad" }, "shown");
  logger.fatal("last");
  expect(seen.map(({ level, message }) => [level, message])).toEqual([
    ["info", "shown"],
    ["error", "last"],
  ]);
  expect(seen[0]).toMatchObject({ type: "log", sessionId: "s1", nodeId: "vad" });
  for (let line = 0; line < 5000; line++) logger.info("flood");
  expect(seen.length).toBeLessThan(5000);
  stop();
  const count = seen.length;
  logger.info("unheard");
  expect(seen).toHaveLength(count);
  expect(recentLogs().length).toBeLessThanOrEqual(200);
});

test("in a terminal a line reads as text, with the stack of an error", () => {
  const { logger, lines } = capture({ pretty: true });
  logger.warn({ sessionId: "s1", secret: "classified" }, "slow");
  logger.error(new Error("broken"), "failed");
  expect(lines[0]).toMatch(/WARN .*slow.*session_id=s1/);
  expect(lines[1]).toContain("logging.test.ts");
  expect(lines.join("")).not.toContain("classified");
});
