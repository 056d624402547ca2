import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { silentLogger } from "#engine/runtime/logger.ts";
import { Leases } from "./leases.ts";
import type { StoredSession } from "./store.ts";

const leaseMs = 3000;
const expired = { sessionId: "of-a-neighbour", owner: "neighbour", leaseUntilMs: 1 } as StoredSession;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server with sessions of its own, on a store that can be away; a neighbour's lease has run out since. */
function setUp(held: readonly string[]) {
  let away = Promise.resolve();
  let session = expired;
  const settled: string[] = [];
  const asked = { renew: 0, due: 0 };
  const leases = new Leases({
    ...{ owner: "me", leaseMs, log: silentLogger, held: () => held, lost: () => {} },
    store: {
      renew: async () => {
        asked.renew++;
        if (held.length > 0) await away; // as both stores do it
        return [];
      },
      due: async () => {
        asked.due++;
        await away;
        return [session];
      },
    },
    due: async ({ sessionId }) => void settled.push(sessionId),
  });
  /** The neighbour lives: it renews, and the store's clock is put forward again. */
  const renewNeighbour = () => {
    session = { ...session, leaseUntilMs: session.leaseUntilMs + 1 };
  };
  const goAway = (ms: number) => {
    away = new Promise((back) => setTimeout(back, ms));
  };
  return { leases, settled, asked, goAway, renewNeighbour };
}

for (const [who, held] of [
  ["a server without sessions", []],
  ["a server with sessions", ["mine"]],
] as const) {
  // Away for two thirds of a lease is enough to run out one that was renewed a third before.
  for (const awayMs of [2100, 5000]) {
    for (const beforeMs of [900, 999.9]) {
      test(`${who} calls nobody gone when the store was away for ${awayMs} ms, from ${beforeMs} ms on`, async () => {
        const { leases, settled, goAway } = setUp(held);
        leases.start();
        await vi.advanceTimersByTimeAsync(beforeMs);
        goAway(awayMs);
        await vi.advanceTimersByTimeAsync(awayMs + leaseMs - 500);
        expect(settled).toEqual([]);
        await vi.advanceTimersByTimeAsync(2 * leaseMs);
        expect(settled).not.toEqual([]);
        leases.stop();
      });
    }
  }
}

test("what a server that is gone had is settled at the second look", async () => {
  const { leases, settled } = setUp([]);
  leases.start();
  await vi.advanceTimersByTimeAsync(leaseMs / 3 + 1);
  expect(settled).toEqual([]);
  await vi.advanceTimersByTimeAsync(leaseMs / 3);
  expect(settled).toEqual([expired.sessionId]);
  leases.stop();
});

test("a server that renews is never called gone, though the store's clock jumps over its leases", async () => {
  const { leases, settled, renewNeighbour } = setUp([]);
  leases.start();
  for (let round = 0; round < 10; round++) {
    renewNeighbour();
    await vi.advanceTimersByTimeAsync(leaseMs / 3);
  }
  expect(settled).toEqual([]);
  leases.stop();
});

test("after its end nothing begins again, also where a recovery or a session is late", async () => {
  const { leases, asked } = setUp(["mine"]);
  leases.start();
  leases.stop();
  leases.start();
  await vi.advanceTimersByTimeAsync(10 * leaseMs);
  expect(asked).toEqual({ renew: 0, due: 0 });
});
