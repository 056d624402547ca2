import { readdirSync, readFileSync } from "node:fs";

/** Linux counts in 10 ms ticks here (`getconf CLK_TCK` is 100 everywhere), so a measure wants many seconds. */
const tickMs = 10;

/** CPU time in ms, of user and kernel together. */
export interface CpuTimes {
  /** This process: engine and event loop, with its garbage collector and other helpers. */
  readonly engine: number;
  /** The device process' main thread, which only passes messages on. */
  readonly deviceMessages: number;
  /** Its other threads: the workers with the inference, and their helpers. */
  readonly deviceWorkers: number;
}

/** CPU times so far of this process and of the device process `pid`, by /proc/PID/task/TID/stat. */
export function cpuTimes(pid: number | undefined): CpuTimes {
  const { user, system } = process.cpuUsage();
  const engine = (user + system) / 1000;
  if (pid === undefined) return { engine, deviceMessages: 0, deviceWorkers: 0 };
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((tid) => [tid === String(pid), threadMs(pid, tid)] as const);
  const sum = (ofMain: boolean) => times.reduce((total, [main, ms]) => total + (main === ofMain ? ms : 0), 0);
  return { engine, deviceMessages: sum(true), deviceWorkers: sum(false) };
}

/** What was spent from one reading to a later one. */
export function spent(from: CpuTimes, to: CpuTimes): CpuTimes {
  return {
    engine: to.engine - from.engine,
    deviceMessages: to.deviceMessages - from.deviceMessages,
    deviceWorkers: to.deviceWorkers - from.deviceWorkers,
  };
}

function threadMs(pid: number, tid: string): number {
  const stat = readFileSync(`/proc/${pid}/task/${tid}/stat`, "utf8");
  // proc(5): utime and stime are fields 14 and 15; field 2, the name, is in brackets and may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
