import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../support/child.ts";

const peerFolder = new URL("../peers/node-red/", import.meta.url);

/**
 * Installs Node-RED as its lock file says, when that was not done before.
 * @throws {Error} when npm fails, such as without a network.
 */
export function installNodeRed(note: (text: string) => void): void {
  // npm writes this file last, so a broken install does not pass for a whole one
  if (existsSync(new URL("node_modules/.package-lock.json", peerFolder))) return;
  note("Node-RED is not installed yet: npm ci in bench/peers/node-red ...");
  const args = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status, error } = spawnSync("npm", args, {
    cwd: peerFolder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error("npm ci in bench/peers/node-red failed", { cause: error });
}

/** Runs one measurement of Node-RED in a process and a user folder of its own, which is removed again. */
export async function measureNodeRed<Result>(mode: "window" | "burst" | "fan-out"): Promise<Result> {
  const userDir = mkdtempSync(join(tmpdir(), "patchbay-bench-node-red-"));
  try {
    return await runChild<Result>(new URL("run.ts", peerFolder), [mode, userDir]);
  } finally {
    rmSync(userDir, { recursive: true, force: true });
  }
}
