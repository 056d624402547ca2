import { execFile } from "node:child_process";
import { expect, test } from "vitest";

const root = new URL("../..", import.meta.url).pathname;

/** A process that logs its crashes and runs a line of code; how it ended, and its log. */
async function run(code: string) {
  const script = `
    import { createLogging } from "#server/logging.ts";
    import { logCrashes } from "#server/logging/crash-log.ts";
    logCrashes(createLogging({ level: "info" }).logger);
    function brokenPart() { ${code} }
    setTimeout(brokenPart, 1);
    setTimeout(() => console.log('{"message":"it goes on"}'), 50);
    setTimeout(() => {}, 100);`;
  const { promise, resolve } = Promise.withResolvers<{ exitCode: unknown; log: Record<string, unknown>[] }>();
  execFile(process.execPath, ["--input-type=module", "-e", script], { cwd: root }, (error, stdout) => {
    const log = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    resolve({ exitCode: error?.code ?? 0, log });
  });
  return promise;
}

test("an error that nobody caught is logged with its stack, and ends the process with code 1", async () => {
  const { exitCode, log } = await run(`throw new TypeError("broken");`);
  expect(exitCode).toBe(1);
  expect(log).toHaveLength(1);
  expect(log[0]).toMatchObject({
    level: "fatal",
    err: { type: "TypeError", stack: expect.stringContaining("brokenPart") },
  });
});

test.each(['new RangeError("broken")', '"broken"'])(
  "a promise that failed unheeded with %s is logged, and the process goes on",
  async (reason) => {
    const { exitCode, log } = await run(`Promise.reject(${reason});`);
    expect(exitCode).toBe(0);
    expect(log.map(({ message }) => message)).toEqual([
      "a promise failed, and nobody heeded it",
      "it goes on",
    ]);
    expect(log[0]).toMatchObject({ level: "error", err: { message: "broken", stack: expect.any(String) } });
  },
);
