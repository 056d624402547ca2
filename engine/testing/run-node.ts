import { Type } from "typebox";
import { FlowError } from "../errors.ts";
import { resolveConfig } from "../flow/config.ts";
import type { NodeDefinition, QueueSettings } from "../graph/definition.ts";
import type { AudioPacket, Packet } from "../graph/packets.ts";
import type { Plan, PlanEdge, PlanNode } from "../plan/compile.ts";
import type { AudioFeed } from "../runtime/audio-feed.ts";
import {
  defineRuntime,
  type NodeRegistry,
  type NodeType,
  type ShownEvent,
} from "../runtime/define-runtime.ts";
import type { Logger } from "../runtime/logger.ts";
import { Session } from "../runtime/session.ts";
import type { TaskRunner } from "../runtime/task-runner.ts";

/** A packet with the port that it goes into or came out of. */
export interface PortPacket {
  readonly port: string;
  readonly packet: Packet;
}

/** A task runner for nodes that run no tasks. */
export const noTasks: TaskRunner = {
  run: () => Promise.reject(new FlowError("device.unavailable")),
};

/** How `startNode` runs a node. */
export interface NodeRun {
  readonly config?: Readonly<Record<string, unknown>>;
  /** Sent in this order, each after the one before it was taken. */
  readonly packets?: readonly PortPacket[];
  readonly tasks?: TaskRunner;
  readonly devices?: readonly string[];
  readonly log?: Logger;
  /** Audio pushed from outside, for a live source. */
  readonly input?: AudioFeed;
}

/** Runs one node in a real session, with a source that feeds its inputs and sinks on all its outputs. */
export function startNode(type: NodeType, run: NodeRun = {}) {
  const outputs: PortPacket[] = [];
  const shown: ShownEvent[] = [];
  const source = testSource(run.packets ?? [], type.definition);
  const sink = testSink(outputs, type.definition);
  const registry: NodeRegistry = new Map([source, type, sink].map((each) => [each.definition.type, each]));
  const session = new Session(testPlan(source.definition, type.definition, sink.definition, run), {
    sessionId: "test",
    registry,
    tasks: run.tasks ?? noTasks,
    show: (event) => shown.push(event),
    ...(run.log === undefined ? {} : { log: run.log }),
    ...(run.input === undefined ? {} : { input: run.input }),
  });
  return { session, outputs, shown };
}

/** Like `startNode`, and waits for the end of the input. Returns what came out, in order. */
export async function runNode(type: NodeType, run: NodeRun = {}): Promise<PortPacket[]> {
  const { session, outputs } = startNode(type, run);
  await session.start();
  await session.done;
  return outputs;
}

/** Audio as packets of `chunkSamples` each, whose rate is also the clock rate. */
export function audioPackets(
  samples: Float32Array,
  sampleRateHz: number,
  chunkSamples = 1600,
): AudioPacket[] {
  const packets: AudioPacket[] = [];
  for (let start = 0; start < samples.length; start += chunkSamples) {
    const part = samples.subarray(start, start + chunkSamples);
    packets.push({
      type: "audio",
      samples: part,
      sampleRateHz,
      startSamples: start,
      endSamples: start + part.length,
      clockRateHz: sampleRateHz,
    });
  }
  return packets;
}

function testDefinition(type: string, ports: Partial<NodeDefinition>): NodeDefinition {
  return {
    type,
    version: 1,
    category: "debug",
    title: type,
    summary: "",
    docs: "",
    execution: "sync",
    inputs: {},
    outputs: {},
    config: Type.Object({}),
    ...ports,
  };
}

function testSource(packets: readonly PortPacket[], target: NodeDefinition): NodeType {
  const ports = { execution: "async", source: "file", outputs: target.inputs } as const;
  return defineRuntime(testDefinition("test-source", ports), (ctx) => ({
    async run() {
      for (const { port, packet } of packets) {
        if (ctx.signal.aborted) return;
        await ctx.emit(port, packet);
      }
    },
  }));
}

function testSink(outputs: PortPacket[], target: NodeDefinition): NodeType {
  return defineRuntime(testDefinition("test-sink", { inputs: target.outputs }), () => ({
    process(port, packet) {
      outputs.push({ port, packet });
    },
  }));
}

/** source -> node -> sink, one wire a port; the source is left out when the node is one itself. */
function testPlan(source: NodeDefinition, tested: NodeDefinition, sink: NodeDefinition, run: NodeRun): Plan {
  const planNode = (id: string, definition: NodeDefinition): PlanNode => ({
    id,
    name: id,
    definition,
    config: id === "node" ? resolveConfig(definition, run.config) : {},
    devices: run.devices ?? definition.devices ?? [],
  });
  const edge = (from: string, to: string, port: string, queue: QueueSettings | undefined): PlanEdge => ({
    label: `${from}.${port} -> ${to}.${port}`,
    from,
    fromPort: port,
    to,
    toPort: port,
    queue,
    accepts: undefined,
  });
  const queue = tested.execution === "async" ? ({ policy: "block", capacity: 8 } as const) : undefined;
  const sources = tested.source === undefined ? [planNode("source", source)] : [];
  return {
    flowId: "test",
    nodes: [...sources, planNode("node", tested), planNode("sink", sink)],
    edges: [
      ...Object.keys(tested.inputs).map((port) => edge("source", "node", port, queue)),
      ...Object.keys(tested.outputs).map((port) => edge("node", "sink", port, undefined)),
    ],
  };
}
