import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { leaseMs, sampleCaption, sampleSession } from "./fixtures/samples.ts";
import { SqliteStore } from "./sqlite-store.ts";

const kills = 10;
const appender = fileURLToPath(new URL("./fixtures/append-forever.ts", import.meta.url));

/** Lets a child append, kills it once it has had `enough` acknowledged, and answers the last number that it printed. */
async function lastAcknowledged(path: string, sessionId: string, enough: number): Promise<number> {
  const child = spawn(process.execPath, [appender, path, sessionId], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    if (text.split("\n").length > enough) child.kill("SIGKILL");
  });
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");
  // A line that the kill cut short was not published.
  return Number(text.slice(0, text.lastIndexOf("\n")).split("\n").at(-1));
}

test("a process killed while it appends, ten times: nothing acknowledged is missing, numbers have no gap", async () => {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-kill-"));
  const path = join(folder, "sessions.db");
  const session = sampleSession();
  const first = new SqliteStore(path);
  await first.create(session, leaseMs);
  await first.close();
  for (let kill = 1; kill <= kills; kill++) {
    const acknowledged = await lastAcknowledged(path, session.sessionId, 20 * kill);
    const store = new SqliteStore(path);
    const stored = await store.read(session.sessionId, 0);
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
    expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map((_, at) => at + 1));
    expect(stored.map(({ event }) => event)).toEqual(stored.map((_, at) => sampleCaption(at + 1)));
    await store.close();
  }
  rmSync(folder, { recursive: true });
});
