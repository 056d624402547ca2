import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { type Fault, managerWith, PlayedDevice } from "#runtime-workers/devices/testing.ts";
import { demoFlow, differing, runDemo, sampleMs } from "./demo-session.ts";

/** What came of all sessions together. */
export interface LoadRun {
  readonly faults: number;
  readonly sessions: number;
  /** Captions that differ from those of a session without faults, and sessions that failed. */
  readonly lost: number;
  readonly inputDroppedMs: number;
  readonly retries: number;
  readonly wallMs: number;
}

const sessionsAtOnce = 6;
/** Wall time of 100 ms of audio: four times its speed. */
const everyMs = 25;
/** Faults that a device has in store, one at every second task. */
const faultsInStore = 500;
const kinds: readonly Fault[] = [
  "segv",
  "memory",
  "cut-model",
  "abort",
  "memory",
  "kill",
  "cut-model",
  "memory",
];

/**
 * Sessions of the demo flow as it is, six at once, one after the other, on three played devices that fail at every second
 * task and are asked again at once, until there were so many faults.
 * @param expected captions of a session without faults
 */
export async function runUnderLoad(faults: number, expected: readonly string[]): Promise<LoadRun> {
  const everySecond = Object.fromEntries(
    Array.from({ length: faultsInStore }, (_, at) => [2 * at + 1, kinds[at % kinds.length] ?? "kill"]),
  );
  const devices = ["npu", "cuda:0", "cuda:1"].map((id) => new PlayedDevice(id, everySecond));
  const played = () => devices.reduce((sum, device) => sum + device.played, 0);
  const manager = createDeviceManager(2, {
    ...managerWith(...devices),
    backoff: { firstMs: 1, maxMs: 1, stableMs: 60_000 },
  });
  manager.start();
  await manager.probed();
  const total = { sessions: 0, lost: 0, inputDroppedMs: 0, retries: 0 };
  const startMs = performance.now();
  const oneAfterTheOther = async () => {
    while (played() < faults) {
      const run = await runDemo(demoFlow, manager, { speak: (say) => say(0, sampleMs, everyMs) });
      total.sessions++;
      total.lost += differing(expected, run.captions);
      total.inputDroppedMs += run.inputDroppedMs;
      total.retries += run.retries;
    }
  };
  await Promise.all(Array.from({ length: sessionsAtOnce }, oneAfterTheOther));
  await manager.close();
  return { ...total, faults: played(), wallMs: performance.now() - startMs };
}
