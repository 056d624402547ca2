import type { FlowEdge } from "../flow/schema.ts";
import type { QueuePolicy } from "../graph/definition.ts";
import type { VerdictCounts } from "../graph/verdict.ts";
import type { PlanNode } from "../plan/compile.ts";
import type { MediaClock } from "./clock.ts";
import { Histogram } from "./histogram.ts";
import type { PassedOver, TaskOutcome } from "./task-runner.ts";
import { VerdictBook } from "./verdict-book.ts";

/** What one wire has carried. */
export interface EdgeSnapshot {
  readonly from: FlowEdge["from"];
  readonly to: FlowEdge["to"];
  readonly packets: number;
  readonly dropped: number;
  /** Packets that wait now, and at most; absent on a wire without a queue. */
  readonly queue?: { readonly depth: number; readonly capacity: number; readonly policy: QueuePolicy };
}

/** What one node has done so far. */
export interface NodeSnapshot {
  readonly nodeId: string;
  readonly nodeType: string;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly errors: number;
  /** What became of its results; absent where none was judged. */
  readonly verdicts?: VerdictCounts;
  /** Tasks that were tried again after a worker failed. */
  readonly retries: number;
  /** Device of the last task; absent for a node that runs in the engine. */
  readonly device?: string;
  /** Devices wanted, best first; empty for a node that needs none. */
  readonly wanted: readonly string[];
  /** The best device that its last task did not run on, and why; absent where it ran on the best. */
  readonly missed?: PassedOver;
  readonly processMs: { readonly p50: number; readonly p95: number; readonly max: number };
  /** Time spent in process(), in ms, without what it called downstream. */
  readonly busyMs: number;
  /** busyMs by media time: below 1 is faster than real time. */
  readonly realTimeFactor: number;
  /** Media time that the last packet was behind the source, in ms. */
  readonly lagMs: number;
}

/** A node's counters. Always on: a packet costs two increments, time is taken of a sample of packets. */
export class NodeMetrics {
  packetsIn = 0;
  packetsOut = 0;
  errors = 0;
  retries = 0;
  device: string | undefined = undefined;
  /** The list of devices that counted for the last task; undefined before it. */
  wanted: readonly string[] | undefined = undefined;
  missed: PassedOver | undefined = undefined;
  lagMs = 0;
  readonly process = new Histogram();
  readonly verdicts = new VerdictBook();

  /** Goes on counting from where the instance that this one replaces stood; times are its own. */
  countOn({ packetsIn, packetsOut, errors, retries, verdicts }: NodeMetrics): void {
    Object.assign(this, { packetsIn, packetsOut, errors, retries });
    this.verdicts.countOn(verdicts);
  }

  /** Takes note of a task that was done. */
  ran({ device, wanted, attempts, passedOver }: TaskOutcome): void {
    this.missed = passedOver?.[0];
    this.device = device;
    this.wanted = wanted;
    this.retries += attempts - 1;
  }

  snapshot({ id: nodeId, devices, definition }: PlanNode, clock: MediaClock): NodeSnapshot {
    const { counts } = this.verdicts;
    const { process, packetsIn, packetsOut, errors, retries, device, missed, lagMs } = this;
    const timed = Math.max(1, process.count);
    const busyMs = (process.sumMs / timed) * Math.max(timed, packetsIn);
    return {
      nodeId,
      nodeType: definition.type,
      packetsIn,
      packetsOut,
      errors,
      ...(counts === undefined ? {} : { verdicts: counts }),
      retries,
      ...(device === undefined ? {} : { device }),
      wanted: this.wanted ?? devices,
      ...(missed === undefined ? {} : { missed }),
      processMs: { p50: process.quantile(0.5), p95: process.quantile(0.95), max: process.maxMs },
      busyMs: process.count === 0 ? 0 : busyMs,
      realTimeFactor: clock.elapsedMs === 0 ? 0 : busyMs / clock.elapsedMs,
      lagMs,
    };
  }
}

/** The books of a timed packet while it travels down a synchronous chain. One a session: it is one thread. */
export class Timing {
  /** True while a packet that is timed travels. */
  active = false;
  /** Time already booked by nodes further down, in ms. */
  nestedMs = 0;
}

/**
 * Decides which packets of one sender are timed. Reading the clock costs more than a hop, so a busy sender is
 * timed about once a millisecond and a slow one always.
 */
export class SamplingPace {
  #interval = 1;
  #left = 1;
  #lastMs = 0;

  /** Whether the next packet is to be timed. */
  due(): boolean {
    if (--this.#left > 0) return false;
    const nowMs = performance.now();
    const sinceMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (sinceMs < 1) this.#interval = Math.min(8192, this.#interval * 2);
    else if (sinceMs > 4) this.#interval = Math.max(1, this.#interval >> 1);
    this.#left = this.#interval;
    return true;
  }
}
