import type { Flow } from "#engine/flow/schema.ts";
import { catalogue } from "#nodes/registry.ts";
import { defaultBackoff } from "#runtime-workers/devices/breaker.ts";
import { createDeviceManager, type DeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { type Fault, managerWith, PlayedDevice } from "#runtime-workers/devices/testing.ts";
import { type DemoRun, type DeviceEvent, demoFlow, runDemo, sampleMs } from "./demo-session.ts";

/** By what the NPU fails; `gone`: it disappears, and is there again a moment after the first task missed it. */
export type Trouble = Fault | "gone";

/** What a session shows of one fault of its recogniser's NPU. */
export interface FaultRun extends DemoRun {
  /** The session's log says that the node went to the processor and why, then that it came back, and nothing else. */
  readonly isLogged: boolean;
  /** The node showed that it misses the NPU. */
  readonly isShown: boolean;
  /** How long the NPU was kept from the recogniser's model, in ms; undefined where it did not come back. */
  readonly outageMs: number | undefined;
}

/** Task of the recogniser that fails: the first one warms up. */
const failingTask = 3;
const vanishAtMs = 5_000;
/** The last sentences are held back until the device may be asked again. */
const holdAtMs = 15_000;
/** A hang takes 30 s, and a device that failed is left alone for 5 s. */
const patienceMs = 90_000;
/** Wall time of 100 ms of audio. */
const realTimeMs = 100;

/** A live session in real time whose recogniser's NPU has one fault, with the deadlines and waits that the server has. */
export async function runFault(trouble: Trouble): Promise<FaultRun> {
  const npu = new PlayedDevice("npu", trouble === "gone" ? {} : { [failingTask]: trouble });
  const manager = createDeviceManager(1, { ...managerWith(npu), backoff: defaultBackoff });
  manager.start();
  await manager.probed();
  const outage = watchBreakers(manager);
  const log: { event: DeviceEvent; missed: string | undefined }[] = [];
  const run = await runDemo(recogniserOn(["npu", "cpu"]), manager, {
    async speak(say) {
      await say(0, vanishAtMs, realTimeMs);
      if (trouble === "gone") npu.vanish();
      await say(vanishAtMs, holdAtMs, realTimeMs);
      await until(() => log.length > 0 && !isLeftAlone(manager));
      await say(holdAtMs, sampleMs, realTimeMs);
    },
    deviceEvent(event, missed) {
      log.push({ event, missed });
      npu.comeBack();
    },
  });
  const outageMs = outage();
  await manager.close();
  const [fell] = log;
  const way = log.map(({ event }) => `${event.nodeId} ${event.before} ${event.device}`).join();
  return {
    ...run,
    isLogged: way === "transcribe npu cpu,transcribe cpu npu" && fell?.event.reason !== undefined,
    isShown: fell?.missed === "npu",
    outageMs,
  };
}

/** The demo flow with a list of devices for its recogniser, and the processor for all others that run models. */
function recogniserOn(devices: readonly string[]): Flow {
  const nodes = demoFlow.nodes.map((node) => {
    if (catalogue.get(node.type)?.devices === undefined) return node;
    return { ...node, devices: node.id === "transcribe" ? [...devices] : ["cpu"] };
  });
  return { ...demoFlow, nodes };
}

/** Watches how long a breaker of the devices is not closed. The answer ends it. */
function watchBreakers(manager: DeviceManager): () => number | undefined {
  let fromMs: number | undefined;
  let outageMs: number | undefined;
  const timer = setInterval(() => {
    const isOut = manager.snapshot().some(({ breakers = [] }) => breakers.length > 0);
    if (isOut) fromMs ??= performance.now();
    else if (fromMs !== undefined) outageMs ??= performance.now() - fromMs;
  }, 5);
  return () => {
    clearInterval(timer);
    return outageMs;
  };
}

function isLeftAlone(manager: DeviceManager): boolean {
  return manager.snapshot().some(({ breakers = [] }) => breakers.some(({ state }) => state === "open"));
}

async function until(condition: () => boolean): Promise<void> {
  const latestMs = performance.now() + patienceMs;
  while (!condition() && performance.now() < latestMs) await new Promise((wake) => setTimeout(wake, 20));
}
