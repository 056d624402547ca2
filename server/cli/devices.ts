import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import type { DeviceReport } from "#runtime-workers/devices/device-report.ts";
import { formatTable } from "./table.ts";

/**
 * Probes the devices of this machine, each by a tiny inference in a process of its own, and prints what was found.
 * @returns the exit code
 */
export async function devicesCommand(asJson: boolean): Promise<number> {
  const manager = createDeviceManager();
  try {
    manager.start();
    await manager.probed();
    const lines = asJson ? [JSON.stringify(manager.reports(), undefined, 2)] : deviceLines(manager.reports());
    process.stdout.write(`${lines.join("\n")}\n`);
  } finally {
    await manager.close();
  }
  return 0;
}

/** A table, and below it the reasons, which are too long for a column. */
export function deviceLines(reports: readonly DeviceReport[]): string[] {
  const table = formatTable(
    ["device", "state", "name"],
    reports.map(({ id, state, name }) => [id, state, name]),
  );
  const reasons = reports.map(({ id, explanation }) => `${id}: ${explanation}`);
  return [...table, "", ...reasons];
}
