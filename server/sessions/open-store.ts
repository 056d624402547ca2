import { join } from "node:path";
import type { Logger } from "#engine/runtime/logger.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { SessionStore } from "./store.ts";

/** Where sessions are to be stored. */
export interface StoreOptions {
  /** Such as redis://user:password@host:6379/0. Default: the embedded store. */
  readonly redisUrl?: string | undefined;
  /** Folder of the embedded store's `sessions.db`; made when it is missing. */
  readonly dataFolder: string;
  /** Called when Redis is lost and when it is back. Default: silent. */
  readonly log?: Logger;
}

/**
 * Opens Redis when there is a URL of one, else the embedded SQLite file. Whoever opens that has the lock of the data
 * folder, so the servers that had its sessions are gone: their leases end here, and nobody waits for that.
 * @throws {FlowError} `store.unavailable`
 */
export async function openStore({ redisUrl, dataFolder, log }: StoreOptions): Promise<SessionStore> {
  if (redisUrl !== undefined) {
    const { RedisStore } = await import("./redis-store.ts"); // a fifth of the start, and few need it
    return RedisStore.open(redisUrl, log);
  }
  const store = new SqliteStore(join(dataFolder, "sessions.db"));
  await store.expireLeases();
  return store;
}
