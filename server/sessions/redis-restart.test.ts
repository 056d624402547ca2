import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LossyProxy } from "./fixtures/lossy-proxy.ts";
import { hasRedisServer, TestRedis } from "./fixtures/redis-server.ts";
import { leaseMs, owner, sampleCaption, sampleSession } from "./fixtures/samples.ts";
import { RedisStore } from "./redis-store.ts";
import type { SessionStore, StoredEvent } from "./store.ts";

const restarts = 3;
const sessionCount = 6;
/** Appends that have to be acknowledged between two kills. */
const acknowledgedBetweenKills = 200;

const wake = (afterMs: number) => new Promise((resolve) => setTimeout(resolve, afterMs));

/** Sessions that append without a pause, two appends of 1 to 3 events at a time, and remember what was acknowledged. */
class Load {
  readonly acknowledged = new Map<string, StoredEvent[]>();
  count = 0;
  #stopped = false;
  readonly #running: Promise<void>[] = [];
  #nextSegmentId = 1;

  async start(store: SessionStore): Promise<void> {
    for (let at = 0; at < sessionCount; at++) {
      const session = sampleSession();
      await store.create(session, leaseMs);
      const acknowledged: StoredEvent[] = [];
      this.acknowledged.set(session.sessionId, acknowledged);
      for (let writer = 0; writer < 2; writer++) {
        this.#running.push(this.#append(store, session.sessionId, acknowledged));
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  async #append(store: SessionStore, sessionId: string, acknowledged: StoredEvent[]): Promise<void> {
    while (!this.#stopped) {
      const events = Array.from({ length: 1 + (this.#nextSegmentId % 3) }, () =>
        sampleCaption(this.#nextSegmentId++),
      );
      acknowledged.push(...(await store.append(sessionId, owner, events)));
      this.count++;
    }
  }
}

describe.skipIf(!hasRedisServer)("redis (skipped where redis-server is not installed)", () => {
  let server: TestRedis;
  beforeEach(async () => {
    server = await TestRedis.start();
  });
  afterEach(() => server.close());

  test("Redis killed and started again three times under load: what was acknowledged is there, once, in order", async () => {
    const store = await RedisStore.open(server.url);
    const load = new Load();
    await load.start(store);
    for (let restart = 0; restart < restarts; restart++) {
      const enough = load.count + acknowledgedBetweenKills;
      while (load.count < enough) await wake(5);
      await server.kill();
      await expect(store.ping()).rejects.toMatchObject({ code: "store.unavailable" });
      await wake(100);
      await server.startAgain();
    }
    const enough = load.count + acknowledgedBetweenKills;
    while (load.count < enough) await wake(5);
    await load.stop();
    await store.close();

    const other = await RedisStore.open(server.url);
    for (const [sessionId, acknowledged] of load.acknowledged) {
      const stored = await other.read(sessionId, 0);
      expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map((_, at) => at + 1));
      // Every append was acknowledged in the end, so nothing may be there but that.
      expect(stored).toEqual(acknowledged.toSorted((one, two) => one.sequence - two.sequence));
    }
    await other.close();
  });

  test("an append whose answer is lost is sent again, and is there once, under the number it got", async () => {
    const proxy = await LossyProxy.start(server.port);
    const store = await RedisStore.open(`redis://127.0.0.1:${proxy.port}`);
    const session = sampleSession();
    await store.create(session, leaseMs);
    await store.append(session.sessionId, owner, [sampleCaption(1)]);
    proxy.losesNextAnswer = true;
    const batches = [[sampleCaption(2), sampleCaption(3)], [sampleCaption(4)], [sampleCaption(5)]];
    const stored = await Promise.all(batches.map((batch) => store.append(session.sessionId, owner, batch)));
    expect(proxy.losesNextAnswer).toBe(false);
    expect(stored.map((batch) => batch.map(({ sequence }) => sequence))).toEqual([[2, 3], [4], [5]]);
    expect((await store.read(session.sessionId, 1)).map(({ event }) => event)).toEqual(batches.flat());
    await store.close();
    proxy.close();
  });

  test("a create whose answer is lost has made its session, and says so", async () => {
    const proxy = await LossyProxy.start(server.port);
    const store = await RedisStore.open(`redis://127.0.0.1:${proxy.port}`);
    proxy.losesNextAnswer = true;
    const session = await store.create(sampleSession(), leaseMs);
    expect(await store.list({ limit: 10 })).toEqual([session]);
    await store.close();
    proxy.close();
  });

  test("without Redis a start is refused within seconds, naming the host and no password", async () => {
    await server.kill();
    const opened = RedisStore.open(`redis://user:hidden@127.0.0.1:${server.port}/0`);
    const error = await opened.catch((reason: Error) => reason);
    expect(error).toMatchObject({
      code: "store.unavailable",
      message: expect.stringContaining("ECONNREFUSED"),
    });
    expect(String(error)).toContain(`127.0.0.1:${server.port}`);
    expect(JSON.stringify(error) + String(error)).not.toContain("hidden");
  });

  test("closing while Redis is away rejects what waits for it", async () => {
    const store = await RedisStore.open(server.url);
    const session = sampleSession();
    await store.create(session, leaseMs);
    await server.kill();
    const waiting = store.append(session.sessionId, owner, [sampleCaption(1)]);
    waiting.catch(() => {});
    await wake(20);
    await store.close();
    await expect(waiting).rejects.toMatchObject({ code: "store.unavailable" });
  });
});
