/**
 * What a listener notices of a device that fails. Live sessions of the server run the demo flow over the sample conversation,
 * and the recogniser's NPU, which a process of its own plays on the processor, has each fault once; their captions are
 * compared with those of a session without faults. Then the demo flow as it is, on three devices that fail at every
 * second task, until there were 200 faults.
 */
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { managerWith } from "#runtime-workers/devices/testing.ts";
import { demoFlow, differing, runDemo, sampleMs } from "./faults/demo-session.ts";
import { type FaultRun, runFault, type Trouble } from "./faults/one-fault.ts";
import { runUnderLoad } from "./faults/under-load.ts";
import { Report } from "./report.ts";

/** Name of its figures, what the device does, and what that is for a person. */
const troubles: readonly (readonly [string, Trouble, string])[] = [
  ["sigkill", "kill", "SIGKILL"],
  ["sigsegv", "segv", "SIGSEGV"],
  ["nativeAbort", "abort", "native code aborts (a thread is ended inside ONNX Runtime)"],
  ["outOfMemory", "memory", "out of memory"],
  ["hang", "hang", "hang past the hard deadline of 30 s"],
  ["cutModel", "cut-model", "model file cut short"],
  ["deviceGone", "gone", "device disappears and is there again"],
];
const faultsUnderLoad = 200;
const none = { atMost: 0 };
const yes = { atLeast: 1 };

const report = new Report("faults");
const expected = await undisturbed();
report.section(`A session without faults, ${(sampleMs / 1000).toFixed(0)} s of conversation`);
report.figure("captions", expected.length, { label: "final captions and translations", goal: yes });
// They wait most of the time, so they wait together.
const runs = await Promise.all(troubles.map(async ([, trouble]) => runFault(trouble)));
for (const [at, [name, , label]] of troubles.entries()) addFigures(name, label, runs[at] as FaultRun);
await load();
report.finish();

async function undisturbed(): Promise<readonly string[]> {
  const manager = createDeviceManager(1, managerWith());
  const { captions } = await runDemo(demoFlow, manager, { speak: (say) => say(0, sampleMs, 10) });
  await manager.close();
  return captions;
}

function addFigures(name: string, label: string, run: FaultRun): void {
  report.section(`The recogniser's NPU fails: ${label}`);
  const missing = differing(expected, run.captions);
  report.figure(`${name}Missing`, missing, { label: "captions missing or different", goal: none });
  report.figure(`${name}Shown`, Number(run.isShown), {
    label: "the node shows that it fell back",
    goal: yes,
  });
  report.figure(`${name}Logged`, Number(run.isLogged), {
    label: "the session's log has both ways, and why",
    goal: yes,
  });
  report.figure(`${name}Retries`, run.retries, { label: "tasks tried again" });
  report.figure(`${name}Back`, Number(run.outageMs !== undefined), { label: "the NPU is back", goal: yes });
  if (run.outageMs !== undefined) report.figure(`${name}BackMs`, run.outageMs, { label: "after, ms" });
}

async function load(): Promise<void> {
  const run = await runUnderLoad(faultsUnderLoad, expected);
  report.section(`Every second task of an NPU and two GPUs fails, six sessions at once`);
  report.figure("loadFaults", run.faults, { label: "faults", goal: { atLeast: faultsUnderLoad } });
  report.figure("loadLost", run.lost, { label: "captions missing or different", goal: none });
  report.figure("loadDroppedMs", run.inputDroppedMs, { label: "audio dropped, ms", goal: none });
  report.figure("loadSessions", run.sessions, { label: "sessions" });
  report.figure("loadRetries", run.retries, { label: "tasks tried again" });
  report.figure("loadSeconds", run.wallMs / 1000, { label: "time it took, s" });
}
