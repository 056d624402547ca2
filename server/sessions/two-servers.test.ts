import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { Cable } from "./fixtures/cable.ts";
import { hasRedisServer, TestRedis } from "./fixtures/redis-server.ts";
import { openStore } from "./open-store.ts";
import type { AudioAttachment } from "./service.ts";
import type { SessionManager } from "./session-manager.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { SessionStore } from "./store.ts";
import { captions, expectWhole, hello, sampleRateHz, setUp, speak } from "./testing.ts";

const tasks = createDeviceManager();
afterAll(() => tasks.close());

const leaseMs = 1000;
/** Shorter than a lease: a session that is wrongly called abandoned would be over before its test is. */
const waitMs = 700;

const resumed = ({ sessionId, secret }: AudioAttachment) => ({ ...hello, resume: { sessionId, secret } });
const nextMs = ({ offsetSamples }: AudioAttachment) => (offsetSamples / sampleRateHz) * 1000;

/** Servers on one store, each with a store object of its own. `open` opens the same data again. */
function contract(open: () => Promise<SessionStore>): void {
  let store: SessionStore;
  let opened: SessionStore[];
  let managers: SessionManager[];
  let cables: Cable[];
  beforeEach(async () => {
    [opened, managers, cables] = [[], [], []];
    store = await open();
    opened.push(store);
  });
  afterEach(async () => {
    for (const cable of cables) cable.reconnect();
    await Promise.all(managers.map((manager) => manager.close()));
    await Promise.all(opened.map((each) => each.close()));
  });

  const expectState = (sessionId: string, state: string, owner?: string) =>
    expect
      .poll(() => store.get(sessionId), { timeout: 10_000 })
      .toMatchObject({ state, ...(owner === undefined ? {} : { owner }) });

  /** Servers that have recovered what there was, on cables that can be cut, with what is noted of them all. */
  async function servers(count: number, times = { leaseMs, waitMs: 30_000 }) {
    const { log, moves, newManager } = setUp(tasks, times);
    for (let at = 0; at < count; at++) {
      const own = await open();
      const cable = new Cable(own);
      opened.push(own);
      cables.push(cable);
      managers.push(newManager(cable.store));
    }
    for (const manager of managers) await manager.recover();
    const [one, two, three] = managers as [SessionManager, SessionManager, SessionManager];
    return { one, two, three, log, moves, newManager };
  }

  test("neither touches the other's live sessions, and a server that starts leaves both alone", async () => {
    const { one, two, moves, newManager } = await servers(2, { leaseMs, waitMs });
    const [first, second] = [await one.attach(hello), await two.attach(hello)];
    await Promise.all([speak(first, 0, 3_000), speak(second, 0, 3_000)]);
    const starting = newManager(store);
    managers.push(starting);
    expect(await starting.recover()).toBe(0);
    await sleep(3 * leaseMs);
    expect(await store.get(first.sessionId)).toMatchObject({ state: "live", owner: one.owner });
    expect(await store.get(second.sessionId)).toMatchObject({ state: "live", owner: two.owner });
    await Promise.all([speak(first, 3_000, 11_800), speak(second, 3_000, 11_800)]);
    await Promise.all([first.stop(), second.stop()]);
    for (const { sessionId } of [first, second]) {
      expectWhole(captions(await store.read(sessionId, 0)), 11_800);
    }
    expect(moves).toEqual([]);
  });

  test("a server hangs: one of two survivors goes on with its session, and it stops without another word", async () => {
    const { one, two, three, log, moves } = await servers(3);
    const first = await one.attach(hello);
    const reasons: (string | undefined)[] = [];
    first.onEnd = (failure) => reasons.push(failure?.code);
    await speak(first, 0, 9_000);
    await expect.poll(async () => (await store.get(first.sessionId))?.checkpoint).toBeDefined();
    cables[0]?.cut();
    await speak(first, 9_000, 12_000); // what it makes of that, it cannot write
    await expectState(first.sessionId, "waiting");
    expect((await store.get(first.sessionId))?.owner).toBeUndefined();
    expect(moves).toEqual(["found"]);
    const attempts = await Promise.allSettled([two.attach(resumed(first)), three.attach(resumed(first))]);
    const won = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
    const refused = attempts.flatMap((attempt) => (attempt.status === "rejected" ? [attempt.reason] : []));
    expect(refused).toMatchObject([{ code: "session.elsewhere" }]);
    const second = won[0] as AudioAttachment;
    await speak(second, nextMs(second), 16_000);
    cables[0]?.reconnect();
    await expect.poll(() => reasons, { timeout: 10_000 }).toEqual(["session.elsewhere"]);
    expect(one.live()).toEqual([]);
    expect(log).toContainEqual(
      expect.objectContaining({
        level: "warn",
        message: "another server has the session, so it is stopped here",
      }),
    );
    expect(moves.toSorted()).toEqual(["found", "lost"]);
    await speak(second, 16_000, 22_000);
    await second.stop();
    const stored = await store.read(first.sessionId, 0);
    expectWhole(captions(stored), 22_000);
    expect(stored.filter(({ event }) => event.type === "state" && event.state === "ended")).toHaveLength(1);
  });

  test("a client that comes to another server right after a kill is let in when the lease has run out", async () => {
    const { one, two } = await servers(2);
    const first = await one.attach(hello);
    await speak(first, 0, 9_000);
    cables[0]?.cut();
    const second = await two.attach(resumed(first));
    expect(await store.get(first.sessionId)).toMatchObject({ owner: two.owner });
    await speak(second, nextMs(second), 12_000);
    await second.stop();
    expectWhole(captions(await store.read(first.sessionId, 0)), 11_800);
  });

  test("a session that a server gives up is taken at once, by a server that its client comes to", async () => {
    const { one, two } = await servers(2, { leaseMs: 600_000, waitMs: 30_000 });
    const first = await one.attach(hello);
    await speak(first, 0, 3_000);
    await one.close();
    expect(await store.get(first.sessionId)).toMatchObject({ state: "waiting", owner: undefined });
    const second = await two.attach(resumed(first));
    await second.stop();
    expect(await store.get(first.sessionId)).toMatchObject({ state: "ended", owner: two.owner });
  });

  test("a session whose server and client are gone is ended once, however many servers see it", async () => {
    const { one, moves } = await servers(3, { leaseMs, waitMs });
    const { sessionId } = await one.attach(hello);
    cables[0]?.cut();
    await expectState(sessionId, "ended");
    await sleep(leaseMs);
    const states = (await store.read(sessionId, 0)).map(({ event }) => event);
    expect(states).toEqual([
      { type: "state", state: "live" },
      { type: "state", state: "ended" },
    ]);
    expect(moves).toEqual(["found"]);
  });
}

describe("sqlite", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "patchbay-two-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  contract(async () => new SqliteStore(join(folder, "sessions.db")));
});

describe.skipIf(!hasRedisServer)("redis (skipped where redis-server is not installed)", () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await TestRedis.start();
  });
  afterAll(() => server.close());

  contract(() => openStore({ redisUrl: server.url, dataFolder: "/dev/null" }));
});
