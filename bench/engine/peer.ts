import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../support/child.ts";
import { installPeer } from "../support/install-peer.ts";

const peerFolder = new URL("../peers/node-red/", import.meta.url);

/**
 * Installs Node-RED as its lock file says, when that was not done before.
 * @throws {Error} when npm fails, such as without a network.
 */
export function installNodeRed(note: (text: string) => void): void {
  installPeer(peerFolder, note);
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
