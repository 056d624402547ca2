import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import type { DeviceReport } from "#runtime-workers/devices/device-report.ts";

const root = new URL("../..", import.meta.url).pathname;

function patchbay(...args: string[]): Promise<{ readonly code: number; readonly stdout: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["server/cli.js", ...args], { cwd: root }, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout }),
    );
  });
}

test("devices says of each kind whether it is here, and why not; a tiny inference has run on those that are ready", async () => {
  const { code, stdout } = await patchbay("devices", "--json");
  expect(code).toBe(0);
  const reports = JSON.parse(stdout) as DeviceReport[];
  expect(reports[0]).toMatchObject({ id: "cpu", state: "ready" });
  expect(new Set(reports.map(({ kind }) => kind))).toEqual(
    new Set(["cpu", "cuda", "webgpu", "npu", "intel-gpu"]),
  );
  for (const { state, explanation } of reports) {
    expect(state).not.toBe("probing");
    expect(explanation.length).toBeGreaterThan(10);
  }
});

test("without --json it is a table, and below it the reasons", async () => {
  const { code, stdout } = await patchbay("devices");
  expect(code).toBe(0);
  const lines = stdout.split("\n");
  expect(lines[0]).toMatch(/^device +state +name$/);
  expect(lines[1]).toMatch(/^cpu +ready +\S/);
  expect(lines.filter((line) => line.startsWith("npu"))).toEqual([
    expect.stringMatching(/^npu +\S/),
    expect.stringMatching(/^npu: \S/),
  ]);
});
