import type { Flow } from "#engine/flow/schema.ts";
import type { QueueSettings } from "#engine/graph/definition.ts";
import { compileFlow } from "#engine/plan/compile.ts";
import { Session } from "#engine/runtime/session.ts";
import { noTasks } from "#engine/testing/run-node.ts";
import { benchRegistry, type Counter } from "./node-types.ts";

/** A session of `packets` packets, timed. */
export interface TimedRun {
  /** Wall time from start() to done, in ms. */
  readonly elapsedMs: number;
  /** CPU time of the whole process meanwhile, in ms: which other processes stretch less. May be counted in 4 ms ticks. */
  readonly cpuMs: number;
  /** Packets handed over all wires together. */
  readonly deliveries: number;
}

/** A chain: source, then `types` one after the other, joined by wires with this queue where one is needed. */
export function chainFlow(packets: number, types: readonly string[], queue?: QueueSettings): Flow {
  const nodes = ["event-source", ...types].map((type, at) => ({
    id: `n${at}`,
    type,
    ...(at === 0 ? { config: { packets } } : {}),
  }));
  const edges = types.map((_, at) => ({
    from: { node: `n${at}`, port: "out" },
    to: { node: `n${at + 1}`, port: "in" },
    ...(queue === undefined ? {} : { queue }),
  }));
  return { format: "patchbay.flow/1", id: "chain", name: "Chain", nodes, edges };
}

/** A source of 1 MB audio packets, wired to `sinks` sinks. */
export function fanOutFlow(packets: number, sinks: number): Flow {
  const ids = Array.from({ length: sinks }, (_, at) => `sink${at}`);
  return {
    format: "patchbay.flow/1",
    id: "fan-out",
    name: "Fan-out",
    nodes: [
      { id: "source", type: "audio-source", config: { packets } },
      ...ids.map((id) => ({ id, type: "sink" })),
    ],
    edges: ids.map((node) => ({ from: { node: "source", port: "out" }, to: { node, port: "in" } })),
  };
}

/**
 * Runs a flow to its end in a session of its own.
 * @throws {Error} when its sinks did not receive `expected` packets: then the time means nothing.
 */
export async function timeFlow(flow: Flow, expected: number): Promise<TimedRun> {
  const counter: Counter = { packets: 0 };
  const registry = benchRegistry(counter);
  const catalogue = new Map([...registry].map(([type, { definition }]) => [type, definition]));
  const session = new Session(compileFlow(flow, catalogue), { sessionId: "bench", registry, tasks: noTasks });
  const startCpu = process.cpuUsage();
  const startMs = performance.now();
  await session.start();
  await session.done;
  const elapsedMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(startCpu);
  if (counter.packets !== expected) throw new Error(`${counter.packets} of ${expected} packets arrived`);
  const deliveries = session.snapshot().edges.reduce((sum, edge) => sum + edge.packets, 0);
  return { elapsedMs, cpuMs: (user + system) / 1000, deliveries };
}
