import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "#engine/runtime/logger.ts";
import { hasRedisServer, TestRedis } from "#server/sessions/fixtures/redis-server.ts";
import { leaseMs, owner, sampleCaption, sampleSession } from "#server/sessions/fixtures/samples.ts";
import { RedisStore } from "#server/sessions/redis-store.ts";
import { startApp } from "./testing.ts";

describe.skipIf(!hasRedisServer)("redis (skipped where redis-server is not installed)", () => {
  let redis: TestRedis;
  let store: RedisStore;
  let started: Awaited<ReturnType<typeof startApp>>;
  const log: string[] = [];
  beforeEach(async () => {
    redis = await TestRedis.start();
    const note = (level: string) => (message: string) => void log.push(`${level}: ${message}`);
    store = await RedisStore.open(redis.url, { ...silentLogger, info: note("info"), warn: note("warn") });
    started = await startApp({ store });
  });
  afterEach(async () => {
    await started.close();
    await store.close();
    await redis.close();
  });

  test("while Redis is away every request for sessions is 503, soon after it all is as before, and each is logged once", async () => {
    const session = sampleSession();
    await store.create(session, leaseMs);
    await store.append(session.sessionId, owner, [sampleCaption(1)]);
    const one = `/api/sessions/${session.sessionId}`;
    const paths = ["/api/sessions", one, `${one}/events`, `${one}/transcript.srt`];
    const statuses = async () =>
      (await Promise.all(paths.map((url) => started.app.inject({ url })))).map(
        ({ statusCode }) => statusCode,
      );
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    await redis.kill();
    const [removal, refused] = [started.app.inject({ url: one, method: "DELETE" }), statuses()];
    expect(await refused).toEqual([503, 503, 503, 503]);
    expect((await removal).json().error).toMatchObject({
      code: "store.unavailable",
      hint: expect.stringContaining("Redis"),
    });
    await redis.startAgain();
    await store.lastSequence(session.sessionId); // waits for it
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    await store.close();
    expect(log).toEqual([
      "warn: Redis is lost: sessions wait until it is back",
      "info: Redis is back: sessions go on",
    ]);
  });
});
