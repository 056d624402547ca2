import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const cli = new URL("../server/cli.js", import.meta.url).pathname;
const startTimeoutMs = 60_000;

/** A real server in a process of its own, with data of its own. */
export interface TestServer {
  readonly url: string;
  /** Its process now. */
  pid(): number;
  /** Kills it at once (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again, on the same port with the same data. */
  restart(): Promise<void>;
  killAndRestart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export async function startServer(): Promise<TestServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), "patchbay-e2e-"));
  let { child, url } = await launch(dataFolder, "0");
  const kill = () => end(child, "SIGKILL");
  const restart = async () => {
    ({ child, url } = await launch(dataFolder, new URL(url).port));
  };
  return {
    url,
    pid: () => child.pid as number,
    kill,
    restart,
    async killAndRestart() {
      await kill();
      await restart();
    },
    async stop() {
      await end(child, "SIGTERM");
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Starts a server and waits until it says where it listens. */
async function launch(dataFolder: string, port: string) {
  const child = spawn(process.execPath, [cli, "serve"], {
    env: { ...process.env, PORT: port, HOST: "127.0.0.1", PATCHBAY_DATA: dataFolder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const listening = Promise.withResolvers<string>();
  const fail = () => listening.reject(new Error(`The server did not start:\n${lines.join("\n")}`));
  const timer = setTimeout(fail, startTimeoutMs);
  child.once("exit", fail);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      const found = /listening on (http:\/\/[\d.]+:\d+)/.exec(line)?.[1];
      if (found !== undefined) listening.resolve(found);
    });
  }
  const url = await listening.promise;
  clearTimeout(timer);
  child.off("exit", fail);
  return { child, url };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}
