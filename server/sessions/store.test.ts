import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Checkpoint } from "#engine/runtime/session.ts";
import { hasRedisServer, TestRedis } from "./fixtures/redis-server.ts";
import { leaseMs, owner, sampleCaption, sampleSession } from "./fixtures/samples.ts";
import { openStore } from "./open-store.ts";
import { migrate } from "./sqlite-schema.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { SessionStore } from "./store.ts";

const checkpoint: Checkpoint = {
  safeSamples: 96_000,
  clockRateHz: 48_000,
  nodes: {
    vad: { lastSegmentId: 4 },
    diarize: { speakers: [{ speaker: 1, centroid: [0.1, -0.25, 1e-9], heldMs: null }], names: {} },
  },
};

/** What every store keeps to. `open` opens the same data again, as another process would. */
function contract(open: () => Promise<SessionStore>): void {
  let store: SessionStore;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  async function newSession(
    fields: Parameters<typeof sampleSession>[0] = {},
    forMs = leaseMs,
  ): Promise<string> {
    const session = sampleSession(fields);
    await store.create(session, forMs);
    return session.sessionId;
  }

  async function removeAll(): Promise<void> {
    for (const { sessionId } of await store.list({ limit: 1000 })) await store.remove(sessionId);
  }

  test("a session comes back as it was stored, with what it has not", async () => {
    const bare = await store.create(sampleSession({ owner: undefined }), leaseMs);
    const given = sampleSession({ language: "es", targetLanguages: ["en", "de"], checkpoint });
    const full = await store.create(given, leaseMs);
    expect(full).toEqual({ ...given, leaseUntilMs: expect.any(Number) });
    expect(await store.get(bare.sessionId)).toEqual(bare);
    expect(await store.get(full.sessionId)).toEqual(full);
    expect(await store.get("nobody")).toBeUndefined();
  });

  test("an id is given once; the first session stays as it was", async () => {
    const session = await store.create(sampleSession(), leaseMs);
    await expect(store.create(session, leaseMs)).rejects.toThrow(session.sessionId);
    await expect(store.create({ ...session, state: "ended" }, leaseMs)).rejects.toThrow(session.sessionId);
    expect(await store.get(session.sessionId)).toEqual(session);
    expect(await store.list({ limit: 10, state: "ended" })).toEqual([]);
    await store.remove(session.sessionId);
  });

  test("the list has the newest first, no more than its limit, and of a state only those", async () => {
    await removeAll();
    const oldest = await newSession({ createdMs: 1000 });
    const newest = await newSession({ createdMs: 3000, state: "waiting" });
    const middle = await newSession({ createdMs: 2000 });
    const ids = async (options: Parameters<SessionStore["list"]>[0]) =>
      (await store.list(options)).map(({ sessionId }) => sessionId);
    expect(await ids({ limit: 10 })).toEqual([newest, middle, oldest]);
    expect(await ids({ limit: 2 })).toEqual([newest, middle]);
    expect(await ids({ limit: 0 })).toEqual([]);
    expect(await ids({ limit: 10, state: "live" })).toEqual([middle, oldest]);
    expect(await ids({ limit: 1, state: "live" })).toEqual([middle]);
    expect(await ids({ limit: 10, state: "failed" })).toEqual([]);
  });

  test("an update changes what it names and the time, and moves the session to its state's list", async () => {
    await removeAll();
    const session = await store.create(sampleSession({ language: "fr" }), leaseMs);
    await store.update(session.sessionId, owner, { state: "waiting" });
    await store.update(session.sessionId, owner, { checkpoint, revision: 7 });
    await store.update(session.sessionId, owner, {});
    const updated = await store.get(session.sessionId);
    const changed = { state: "waiting", checkpoint, revision: 7, updatedMs: expect.any(Number) };
    expect(updated).toEqual({ ...session, ...changed });
    expect(updated?.updatedMs).toBeGreaterThan(session.updatedMs);
    expect(await store.list({ limit: 10, state: "live" })).toEqual([]);
    expect(await store.list({ limit: 10, state: "waiting" })).toEqual([updated]);
  });

  test("an update of a session that is gone makes none", async () => {
    await store.update("nobody", owner, { state: "ended" });
    expect(await store.get("nobody")).toBeUndefined();
    expect((await store.list({ limit: 1000 })).map(({ sessionId }) => sessionId)).not.toContain("nobody");
  });

  test("events are numbered from 1 and read back as they were, in order", async () => {
    const sessionId = await newSession();
    const events = [
      sampleCaption(1, 'Où est la gare ? "Là-bas", 東京 🚉\n'),
      { type: "speaker", segmentId: 1, speaker: 1, similarity: 0.75, isNew: true, startMs: 0, endMs: 1.5 },
      { type: "device", nodeId: "vad", device: "cpu", before: "npu", wanted: "npu", reason: "It hangs." },
      { type: "state", state: "ended" },
    ] as const;
    const first = await store.append(sessionId, owner, events.slice(0, 2));
    const second = await store.append(sessionId, owner, events.slice(2));
    expect([...first, ...second].map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    const read = await store.read(sessionId, 0);
    expect(read).toEqual([...first, ...second]);
    expect(read.map(({ event }) => event)).toEqual(events);
  });

  test("50 appends at once get numbers without a gap, each batch in one piece", async () => {
    const sessionId = await newSession();
    const batches = Array.from({ length: 50 }, (_, at) => [
      sampleCaption(2 * at + 1),
      sampleCaption(2 * at + 2),
    ]);
    const stored = (await Promise.all(batches.map((batch) => store.append(sessionId, owner, batch)))).flat();
    const read = await store.read(sessionId, 0);
    expect(read.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    expect(read.map(({ event }) => event)).toEqual(batches.flat());
    expect(stored).toEqual(read);
  });

  test("an append leaves the checkpoint as it is, and one of nothing the number of the last event", async () => {
    const sessionId = await newSession();
    await store.update(sessionId, owner, { checkpoint });
    await store.append(sessionId, owner, [sampleCaption(1), sampleCaption(2)]);
    expect(await store.append(sessionId, owner, [])).toEqual([]);
    expect((await store.get(sessionId))?.checkpoint).toEqual(checkpoint);
    expect(await store.lastSequence(sessionId)).toBe(2);
  });

  test("reading goes on after a number, as far as its limit", async () => {
    const sessionId = await newSession();
    await store.append(
      sessionId,
      owner,
      [1, 2, 3, 4, 5].map((segmentId) => sampleCaption(segmentId)),
    );
    const numbers = async (after: number, limit?: number) =>
      (await store.read(sessionId, after, limit)).map(({ sequence }) => sequence);
    expect(await numbers(2)).toEqual([3, 4, 5]);
    expect(await numbers(2, 2)).toEqual([3, 4]);
    expect(await numbers(0, 0)).toEqual([]);
    expect(await numbers(5)).toEqual([]);
    expect(await numbers(99)).toEqual([]);
  });

  test("sessions number their events apart", async () => {
    const [one, other] = [await newSession(), await newSession()];
    await store.append(one, owner, [sampleCaption(1), sampleCaption(2)]);
    await store.append(other, owner, [sampleCaption(3)]);
    expect(await store.lastSequence(one)).toBe(2);
    expect(await store.lastSequence(other)).toBe(1);
    expect(await store.read(other, 0)).toMatchObject([{ sequence: 1, event: sampleCaption(3) }]);
  });

  test("an append to no session is refused and leaves nothing behind", async () => {
    const refused = store.append("nobody", owner, [sampleCaption(1)]);
    await expect(refused).rejects.toMatchObject({ code: "session.unknown" });
    expect(await store.read("nobody", 0)).toEqual([]);
    expect(await store.lastSequence("nobody")).toBe(0);
    expect(await store.get("nobody")).toBeUndefined();
  });

  test("a removed session is gone with its events, for the lists and for appends, too", async () => {
    await removeAll();
    const sessionId = await newSession({ state: "ended" });
    await store.append(sessionId, owner, [sampleCaption(1)]);
    await store.remove(sessionId);
    await store.remove(sessionId);
    expect(await store.get(sessionId)).toBeUndefined();
    expect(await store.read(sessionId, 0)).toEqual([]);
    expect(await store.list({ limit: 10 })).toEqual([]);
    expect(await store.list({ limit: 10, state: "ended" })).toEqual([]);
    await expect(store.append(sessionId, owner, [sampleCaption(2)])).rejects.toMatchObject({
      code: "session.unknown",
    });
  });

  test("two stores on the same data see what the other writes, and number on together", async () => {
    const sessionId = await newSession();
    const other = await open();
    try {
      await store.append(sessionId, owner, [sampleCaption(1)]);
      await store.update(sessionId, owner, { checkpoint });
      await other.append(sessionId, owner, [sampleCaption(2)]);
      await store.append(sessionId, owner, [sampleCaption(3)]);
      await other.update(sessionId, owner, { state: "ended" });
    } finally {
      await other.close();
    }
    expect((await store.get(sessionId))?.state).toBe("ended");
    expect(await store.read(sessionId, 0)).toMatchObject(
      [1, 2, 3].map((number) => ({ sequence: number, event: sampleCaption(number) })),
    );
    const reopened = await open();
    expect(await reopened.read(sessionId, 0)).toEqual(await store.read(sessionId, 0));
    expect((await reopened.get(sessionId))?.checkpoint).toEqual(checkpoint);
    await reopened.close();
  });

  test("a server that does not have a session changes nothing in it", async () => {
    const session = await store.create(sampleSession(), leaseMs);
    const { sessionId } = session;
    const refused = [
      store.append(sessionId, "server-b", [sampleCaption(1)]),
      store.update(sessionId, "server-b", { checkpoint }),
      store.update(sessionId, "server-b", { state: "ended" }),
    ];
    for (const each of refused) await expect(each).rejects.toMatchObject({ code: "session.elsewhere" });
    await store.release(sessionId, "server-b", 0);
    expect(await store.take({ sessionId, owner: "server-b", leaseMs })).toBeUndefined();
    expect(await store.renew("server-b", [sessionId, "nobody"], 0)).toEqual([sessionId, "nobody"]);
    expect(await store.get(sessionId)).toEqual(session);
    expect(await store.read(sessionId, 0)).toEqual([]);
  });

  test("a session whose lease ran out is given to one of those who want it, and the one before writes no more", async () => {
    const sessionId = await newSession({}, 0);
    await store.append(sessionId, owner, [sampleCaption(1)]); // late, and nobody has taken it
    const stores = [store, await open(), store, await open()];
    const taken = await Promise.all(
      stores.map((each, at) => each.take({ sessionId, owner: `server-${at}`, leaseMs })),
    );
    const winners = taken.filter((session) => session !== undefined);
    expect(winners).toHaveLength(1);
    expect(await store.get(sessionId)).toEqual(winners[0]);
    await expect(store.append(sessionId, owner, [sampleCaption(2)])).rejects.toMatchObject({
      code: "session.elsewhere",
    });
    expect(await store.renew(owner, [sessionId], leaseMs)).toEqual([sessionId]);
    const winner = winners[0]?.owner as string;
    expect(await store.append(sessionId, winner, [sampleCaption(3)])).toMatchObject([{ sequence: 2 }]);
    await Promise.all([stores[1]?.close(), stores[3]?.close()]);
  });

  test("a lease that is renewed is not taken, also when it had run out", async () => {
    const sessionId = await newSession({}, 0);
    expect(await store.renew(owner, [sessionId], leaseMs)).toEqual([]);
    expect(await store.take({ sessionId, owner: "server-b", leaseMs })).toBeUndefined();
    expect(await store.take({ sessionId, owner, leaseMs })).toMatchObject({ owner });
  });

  test("a released session waits as nobody's, and any server is given it at once", async () => {
    const sessionId = await newSession();
    await store.release(sessionId, owner, leaseMs);
    const waiting = await store.get(sessionId);
    expect(waiting).toMatchObject({ owner: undefined, state: "waiting" });
    expect(await store.list({ limit: 1000, state: "waiting" })).toContainEqual(waiting);
    expect(await store.list({ limit: 1000, state: "live" })).not.toContainEqual(waiting);
    await expect(store.append(sessionId, owner, [])).rejects.toMatchObject({ code: "session.elsewhere" });
    const request = { sessionId, owner: "server-b", leaseMs };
    expect(await store.take({ ...request, onlyDue: true })).toBeUndefined();
    expect(await store.take(request)).toMatchObject({ owner: "server-b", state: "waiting" });
  });

  test("what is due is what runs or waits beyond its time; a session that is over is neither due nor given", async () => {
    await removeAll();
    const late = await newSession({}, -1000);
    const lost = await newSession({}, 0);
    const waiting = await newSession();
    await store.release(waiting, owner, 1);
    await newSession();
    const over = await newSession({}, 0);
    await store.update(over, owner, { state: "ended" });
    await newSession({ state: "failed" }, 0);
    await new Promise((wake) => setTimeout(wake, 5));
    const due = await store.due(10);
    expect(due.map(({ sessionId }) => sessionId)).toEqual([late, lost, waiting]);
    expect(await store.due(1)).toEqual(due.slice(0, 1));
    for (const sessionId of [late, lost, waiting]) {
      expect(await store.take({ sessionId, owner, leaseMs, onlyDue: true })).toMatchObject({ owner });
    }
    expect(await store.take({ sessionId: over, owner, leaseMs })).toBeUndefined();
    expect(await store.due(10)).toEqual([]);
  });

  test("a store answers a ping until it is closed, and may be closed twice", async () => {
    await store.ping();
    await store.close();
    await store.close();
    await expect(store.ping()).rejects.toMatchObject({ code: "store.unavailable" });
    await expect(store.append("nobody", owner, [])).rejects.toMatchObject({ code: "store.unavailable" });
  });
}

describe("sqlite", () => {
  let folder: string;
  const inFolder = (...names: string[]) => join(folder, ...names);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "patchbay-store-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  contract(async () => new SqliteStore(inFolder("made", "by", "it", "sessions.db")));

  test("what it makes, its owner alone may read", async () => {
    const store = await openStore({ dataFolder: inFolder("private") });
    await store.create(sampleSession(), leaseMs);
    const modeOf = (...names: string[]) => (statSync(inFolder("private", ...names)).mode & 0o777).toString(8);
    expect([modeOf(), ...readdirSync(inFolder("private")).map((name) => modeOf(name))]).toEqual([
      "700",
      "600",
      "600",
      "600",
    ]);
    await store.close();
  });

  test("a store in memory keeps what it is given", async () => {
    const store = new SqliteStore(":memory:");
    const session = await store.create(sampleSession(), leaseMs);
    expect(await store.get(session.sessionId)).toEqual(session);
  });

  test("a file that is no database is refused by name, and stays as it is", async () => {
    writeFileSync(inFolder("notes.db"), "these are notes and no database ".repeat(100));
    expect(() => new SqliteStore(inFolder("notes.db"))).toThrow(
      expect.objectContaining({ code: "store.unavailable", field: inFolder("notes.db") }),
    );
  });

  test("a file of a newer schema is refused with what to do", () => {
    const path = inFolder("future.db");
    const future = new DatabaseSync(path);
    future.exec("PRAGMA user_version = 99");
    future.close();
    expect(() => new SqliteStore(path)).toThrow(
      expect.objectContaining({ code: "store.unavailable", hint: expect.stringContaining("Update") }),
    );
  });

  test("sessions of a file from before there were owners are found, and their clients waited for", async () => {
    const path = inFolder("old.db");
    const old = new DatabaseSync(path);
    migrate(old, 1);
    const insert =
      old.prepare(`INSERT INTO sessions (sessionId, secretHash, flowId, revision, state, createdMs,
      updatedMs) VALUES (?, 'hash', 'live-translate', 3, ?, ?, 1)`);
    for (const [at, state] of ["live", "waiting", "ended"].entries()) insert.run(state, state, at);
    old.close();
    const store = new SqliteStore(path);
    expect((await store.due(10)).map(({ sessionId, owner }) => [sessionId, owner])).toEqual([
      ["live", "gone"],
      ["waiting", "gone"],
    ]);
    expect(await store.get("ended")).toMatchObject({ owner: undefined, state: "ended" });
    await store.close();
  });

  test("whoever opens the data folder's store finds the sessions of the server before at once", async () => {
    const dataFolder = inFolder("restarted");
    const first = await openStore({ dataFolder });
    const { sessionId } = await first.create(sampleSession(), leaseMs);
    await first.close();
    const next = await openStore({ dataFolder });
    expect(await next.due(10)).toMatchObject([{ sessionId, owner }]);
    await next.close();
  });

  test("a folder that cannot be made is refused", async () => {
    writeFileSync(inFolder("file"), "");
    const opened = openStore({ dataFolder: inFolder("file", "below") });
    await expect(opened).rejects.toMatchObject({ code: "store.unavailable" });
  });
});

describe.skipIf(!hasRedisServer)("redis (skipped where redis-server is not installed)", () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await TestRedis.start();
  });
  afterAll(() => server.close());

  contract(() => openStore({ redisUrl: server.url, dataFolder: "/dev/null" }));

  test("sessions of a Redis from before there were owners are found, and their clients waited for", async () => {
    const old = await TestRedis.start();
    const redis = new Redis(old.url);
    for (const state of ["live", "waiting", "ended"]) {
      const fields = { sessionId: state, secretHash: "hash", flowId: "live-translate", revision: 3, state };
      await redis.hset(`patchbay:session:${state}`, { ...fields, createdMs: 1, updatedMs: 1 });
      await redis.zadd("patchbay:sessions", 1, state);
      await redis.zadd(`patchbay:sessions:${state}`, 1, state);
    }
    redis.disconnect();
    for (const open of ["first", "second"]) {
      const store = await openStore({ redisUrl: old.url, dataFolder: "/dev/null" });
      const due = await store.due(10);
      expect(due.map(({ sessionId }) => sessionId)).toEqual(
        open === "first" ? ["live", "waiting"] : ["waiting"],
      );
      await store.take({ sessionId: "live", owner, leaseMs });
      expect(await store.get("ended")).toMatchObject({ owner: undefined, state: "ended" });
      await store.close();
    }
    await old.close();
  });
});
