/**
 * How many live sessions one core carries in real time: 48 kHz mono comes in by frames of 20 ms, goes through
 * resample and the VAD with the real device manager of one worker, and CPU time of engine and device process together
 * is counted. Then where it goes, and what would save some. It runs as many sessions as are wanted, since a core that
 * is half asleep pays more for each: waking up costs, and cold caches do. A machine that is busy
 * otherwise shows in a lag, and then the rest means nothing.
 */
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { Report } from "./report.ts";
import { type LiveResult, type LiveRun, runLive } from "./sessions/live-sessions.ts";
import { inferenceCpuMs, resampleCpuMs, silentVad } from "./sessions/parts.ts";

const sessions = 60;
const fewSessions = 20;
const batches = [4, 16];
const joins = [2, 3];

const report = new Report("sessions");
const resampleMs = await resampleCpuMs();
const inferenceMs = await inferenceCpuMs(1);
const tasks = createDeviceManager(1);
tasks.start();
const live = await measure(20_000);
await carried();
await split();
await savings();
await tasks.close();
report.finish();

function measure(measureMs: number, options: Partial<LiveRun> = {}): Promise<LiveResult> {
  return runLive({ sessions, measureMs, tasks, devicePid: tasks.snapshot()[0]?.pid, ...options });
}

async function carried(): Promise<void> {
  report.section(`${sessions} sessions at once, 48 kHz -> resample -> vad, ${seconds(live)} s in real time`);
  report.figure("sessionsPerCore", sessionsPerCore(live), {
    label: "live sessions that one core carries",
    goal: { atLeast: 60 },
  });
  report.figure("coreShare", totalMs(live) / live.wallMs, { label: "cores that they keep busy" });
  report.figure("dropped", live.dropped, { label: "packets and frames lost", goal: { atMost: 0 } });
  report.figure("worstLagMs", live.worstLagMs, {
    label: "furthest that a VAD is behind at the end, ms",
    goal: { atMost: 500 },
  });
  const few = await measure(10_000, { sessions: fewSessions });
  report.figure(`sessionsPerCoreOf${fewSessions}`, sessionsPerCore(few), {
    label: `the same reckoned from ${fewSessions} sessions`,
  });
}

async function split(): Promise<void> {
  report.section("CPU ms for one second of one session's audio");
  const engineOnly = await measure(10_000, { tasks: silentVad, devicePid: undefined });
  const { engine, deviceMessages, deviceWorkers } = live.cpu;
  const engineMs = perSecond(engineOnly.cpu.engine, engineOnly);
  const rows = [
    ["resampleMs", resampleMs, "resample"],
    ["engineMs", engineMs - resampleMs, "feed, timers, scheduling, segmenter"],
    ["messagesMs", perSecond(engine, live) - engineMs, "messages, engine's side"],
    ["deviceMessagesMs", perSecond(deviceMessages, live), "messages, device process' main thread"],
    ["workerMs", perSecond(deviceWorkers, live) - inferenceMs, "worker threads beside the inference"],
    ["inferenceMs", inferenceMs, "vad inference"],
    ["totalMs", perSecond(totalMs(live), live), "all"],
  ] as const;
  for (const [name, ms, label] of rows) report.figure(name, ms, { label });
}

async function savings(): Promise<void> {
  report.section("What would save some");
  for (const batch of batches) {
    report.figure(`inferenceBatch${batch}Ms`, await inferenceCpuMs(batch), {
      label: `vad inference, ${batch} sessions a call, CPU ms a second`,
    });
  }
  for (const joined of joins) {
    report.figure(`sessionsPerCore${joined}00MsChunks`, sessionsPerCore(await measure(8000, { joined })), {
      label: `live sessions that one core carries, chunks of ${joined}00 ms`,
    });
  }
}

function totalMs({ cpu }: LiveResult): number {
  return cpu.engine + cpu.deviceMessages + cpu.deviceWorkers;
}

function sessionsPerCore(result: LiveResult): number {
  return result.audioMs / totalMs(result);
}

/** CPU ms for one second of one session's audio. */
function perSecond(cpuMs: number, { audioMs }: LiveResult): number {
  return (cpuMs * 1000) / audioMs;
}

function seconds({ wallMs }: LiveResult): string {
  return (wallMs / 1000).toFixed(0);
}
