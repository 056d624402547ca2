/**
 * How long the server takes from the start of its process to the first answer over HTTP, beside Node-RED started
 * by its own command on the same Node, in turn. Each was used once before with a data folder of its own, and ended in
 * order: then Node has written what it keeps of our TypeScript, as it has after any day's work.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installNodeRed } from "./engine/peer.ts";
import { Report } from "./report.ts";
import { median } from "./support/statistics.ts";

const runs = 7;
const pollMs = 5;
const deadlineMs = 60_000;

const cli = fileURLToPath(new URL("../server/cli.js", import.meta.url));
const red = fileURLToPath(new URL("./peers/node-red/node_modules/node-red/red.js", import.meta.url));

const report = new Report("start");
installNodeRed((text) => report.note(text));
const folders = { patchbay: newFolder("patchbay"), nodeRed: newFolder("node-red") };
const timesMs: { patchbay: number[]; nodeRed: number[] } = { patchbay: [], nodeRed: [] };
// The first start of each makes its files; it is not counted.
for (let run = 0; run <= runs; run++) {
  const end = run === 0 ? "SIGTERM" : "SIGKILL";
  const ours = await timeStart(startPatchbay, "/api/health", end);
  const theirs = await timeStart(startNodeRed, "/", end);
  if (run === 0) continue;
  timesMs.patchbay.push(ours);
  timesMs.nodeRed.push(theirs);
}
for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });

const [ours, theirs] = [median(timesMs.patchbay), median(timesMs.nodeRed)];
report.section(`Process start to the first HTTP 200, median of ${runs} starts each`);
report.figure("patchbayMs", ours, { label: "Patchbay, ms" });
report.figure("nodeRedMs", theirs, { label: "Node-RED, ms" });
report.figure("ratio", ours / theirs, { label: "Patchbay / Node-RED", goal: { atMost: 0.5 } });
report.finish();

function newFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `patchbay-bench-${name}-`));
}

function startPatchbay(port: number): ChildProcess {
  const env = { ...process.env, PORT: String(port), PATCHBAY_DATA: folders.patchbay, LOG_LEVEL: "silent" };
  return spawn(process.execPath, [cli, "serve"], { env, stdio: "ignore" });
}

function startNodeRed(port: number): ChildProcess {
  const args = [
    red,
    "--port",
    String(port),
    "--userDir",
    folders.nodeRed,
    "-D",
    "uiHost=127.0.0.1",
    "-D",
    "telemetry.enabled=false",
  ];
  return spawn(process.execPath, args, { stdio: "ignore" });
}

/** Time to the first 200, in ms. */
async function timeStart(
  start: (port: number) => ChildProcess,
  path: string,
  end: NodeJS.Signals,
): Promise<number> {
  const port = await freePort();
  const startMs = performance.now();
  const child = start(port);
  const exited = once(child, "exit");
  try {
    while (!(await answers(`http://127.0.0.1:${port}${path}`))) {
      if (child.exitCode !== null) throw new Error(`a server ended with ${child.exitCode} while it started`);
      if (performance.now() - startMs > deadlineMs) throw new Error("a server did not start within a minute");
      await new Promise((wake) => setTimeout(wake, pollMs));
    }
    return performance.now() - startMs;
  } finally {
    child.kill(end);
    await exited;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
