import { existsSync, readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { SupervisedChild } from "./supervised-child.ts";

const hasTaskset = existsSync("/usr/bin/taskset") && existsSync("/proc/self/status");
let child: SupervisedChild | undefined;
afterEach(() => child?.close());

/** Starts a device process; answers its failed starts when it is ready. */
function start(cores: string | undefined): Promise<string[]> {
  const failures: string[] = [];
  return new Promise((ready) => {
    const events = {
      message: () => ready(failures),
      exit: (reason: string) => void failures.push(reason),
      hopeless() {},
    };
    child = new SupervisedChild({ env: {}, cores }, events);
    child.start();
  });
}

/** Cores of a process and its threads as the kernel knows them. */
function coresOf(pid: number | "self"): string | undefined {
  return readFileSync(`/proc/${pid}/status`, "utf8").match(/^Cpus_allowed_list:\s*(\S+)$/m)?.[1];
}

test.skipIf(!hasTaskset)(
  "a process that is given cores runs on those, with the id that is known",
  async () => {
    const [core] = coresOf("self")?.split(/[-,]/) ?? [];
    expect(await start(core)).toEqual([]);
    expect(coresOf(child?.pid as number)).toBe(core);
  },
);

test.skipIf(!hasTaskset)(
  "cores that are not to be had cost one start, and then it runs without",
  async () => {
    expect(await start("100000")).toEqual(["exit code 1"]);
    expect(coresOf(child?.pid as number)).toBe(coresOf("self"));
  },
);

test("a process that is given none has the cores of its parent", async () => {
  expect(await start(undefined)).toEqual([]);
  if (hasTaskset) expect(coresOf(child?.pid as number)).toBe(coresOf("self"));
});
