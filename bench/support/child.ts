import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/**
 * Runs a script in a fresh process of this very Node and answers the JSON in its last line of stdout.
 * @param longestMs its longest life: a bench that hangs is ended, not waited for
 * @throws {Error} when it fails, prints no JSON, or lives longer.
 */
export async function runChild<Result>(
  script: URL,
  args: readonly string[],
  longestMs = 120_000,
): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(script), ...args], {
    timeout: longestMs,
    killSignal: "SIGKILL",
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Result;
}

/**
 * Highest resident memory of this process so far, in MB (2^20 bytes). Linux carries the maximum over from the
 * process that forked it, so whoever starts a child to read this has to be smaller than the child.
 */
export function peakRssMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}
