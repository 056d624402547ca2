import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { Type } from "typebox";
import { expect, test } from "vitest";
import type { Flow } from "../flow/schema.ts";
import type { NodeDefinition } from "../graph/definition.ts";
import type { EventPacket } from "../graph/packets.ts";
import { compileFlow } from "../plan/compile.ts";
import { noTasks } from "../testing/run-node.ts";
import { defineRuntime, type NodeContext, type NodeRuntime, type NodeType } from "./define-runtime.ts";
import { Session } from "./session.ts";

/** A packet with its number and the nodes that it came through. */
interface Numbered extends EventPacket {
  readonly data: { readonly n: number; readonly route: string };
}
const any = { in: { type: "any", summary: "" } } as const;
const config = Type.Object({
  tag: Type.Integer({ default: 0 }),
  gain: Type.Number({ default: 0, live: true }),
});
const packetCount = 60;

function numbered(n: number, route: string): Numbered {
  return {
    type: "event",
    name: "n",
    data: { n, route },
    startSamples: n,
    endSamples: n + 1,
    clockRateHz: 8000,
  };
}

/** Node types over one numbering and one record of what arrived, by sink and route. */
function testTypes(jitter: (n: number) => number, waits: boolean) {
  const arrived = new Map<string, number[]>();
  let next = 0;
  const type = (
    name: string,
    execution: NodeDefinition["execution"],
    create: (ctx: NodeContext) => NodeRuntime,
    ports: Partial<NodeDefinition> = {},
  ): NodeType => {
    const texts = { title: name, summary: "", docs: "", version: 1, category: "flow" } as const;
    const outputs = { out: { type: "any", summary: "" } } as const;
    return defineRuntime({ type: name, ...texts, execution, inputs: any, outputs, config, ...ports }, create);
  };
  /** Inserted nodes are no part of a route: it is the same with and without them. */
  const onward = (ctx: NodeContext, { data: { n, route } }: Numbered) =>
    ctx.emit("out", numbered(n, ctx.nodeId.startsWith("x") ? route : `${route}>${ctx.nodeId}`) as never);
  const sink = (ctx: NodeContext): NodeRuntime => ({
    process(_port, packet) {
      const { n, route } = (packet as Numbered).data;
      const key = `${route}>${ctx.nodeId}`;
      arrived.set(key, [...(arrived.get(key) ?? []), n]);
    },
  });
  const types = [
    type(
      "source",
      "async",
      (ctx) => ({
        async run() {
          while (next < packetCount && !ctx.signal.aborted) {
            const full = ctx.emit("out", numbered(next++, "") as never);
            if (waits) await full;
            if (next % 4 === 0) await sleep(jitter(next));
          }
        },
      }),
      { source: "file", inputs: {} },
    ),
    type("pass", "sync", (ctx) => ({ process: (_, packet) => void onward(ctx, packet as Numbered) })),
    type("slow", "async", (ctx) => ({
      async process(_, packet) {
        const { n } = (packet as Numbered).data;
        if (jitter(n) > 0) await sleep(jitter(n) - 1);
        await onward(ctx, packet as Numbered);
      },
    })),
    type("buffer", "async", (ctx) => {
      const held: Numbered[] = [];
      return {
        async process(_, packet) {
          held.push(packet as Numbered);
          if (held.length > 3) await onward(ctx, held.shift() as Numbered);
        },
        async flush() {
          for (let first = held[0]; first !== undefined; first = held[0]) {
            await onward(ctx, first);
            held.shift();
          }
        },
        heldSince: () =>
          held.length === 0 ? undefined : Math.min(...held.map(({ startSamples }) => startSamples)),
      };
    }),
    type("sink", "sync", sink, { outputs: {} }),
    type("slow-sink", "async", sink, { outputs: {} }),
  ];
  return { arrived, registry: new Map(types.map((each) => [each.definition.type, each])) };
}

const inner = ["pass", "slow", "buffer"] as const;

/** Every node has one or two parents before it; nodes that nothing follows go to the sink. */
function graph(
  shape: readonly (readonly [kind: number, first: number, second: number])[],
  slowSink: boolean,
): Flow {
  const ids = shape.map((_, at) => `n${at}`);
  const wires = shape.flatMap(([, first, second], at) =>
    [...new Set([first % (at + 1), second % (at + 1)])].map((from) => [
      from === 0 ? "s" : `n${from - 1}`,
      `n${at}`,
    ]),
  );
  const ends = ids.filter((id) => !wires.some(([from]) => from === id));
  const joined = [...wires, ...ends.map((id) => [id, "sink"]), ["s", "second"]] as [string, string][];
  return {
    format: "patchbay.flow/1",
    id: "f",
    name: "F",
    nodes: [
      { id: "s", type: "source" },
      ...shape.map(([kind], at) => ({ id: `n${at}`, type: inner[kind % 3] as string })),
      { id: "sink", type: slowSink ? "slow-sink" : "sink" },
      { id: "second", type: "sink" },
    ],
    edges: joined.map(([from, to]) => ({ from: { node: from, port: "out" }, to: { node: to, port: "in" } })),
  };
}

/** A change that leaves the routes from the source to the two sinks as they are. */
function change(flow: Flow, kind: number, at: number): Flow {
  const node = flow.nodes[at % flow.nodes.length] as Flow["nodes"][number];
  const edge = flow.edges[at % flow.edges.length] as Flow["edges"][number];
  const withNode = (changed: Flow["nodes"][number]) => ({
    ...flow,
    nodes: flow.nodes.map((each) => (each === node ? changed : each)),
  });
  const insertId = `x${at}`;
  switch (kind) {
    case 0:
      return withNode({ ...node, config: { ...node.config, tag: at } });
    case 1:
      return withNode({ ...node, config: { ...node.config, gain: at } });
    case 2:
      return node.id.startsWith("n") ? withNode({ ...node, type: inner[at % 3] as string }) : flow;
    case 3: {
      const queue = { policy: "block", capacity: 1 + (at % 5) } as const;
      return { ...flow, edges: flow.edges.map((each) => (each === edge ? { ...edge, queue } : each)) };
    }
    case 4: {
      if (flow.nodes.some(({ id }) => id === insertId)) return flow;
      const port = { node: insertId, port: "in" };
      const halves = [
        { from: edge.from, to: port },
        { from: { node: insertId, port: "out" }, to: edge.to },
      ];
      const nodes = [...flow.nodes, { id: insertId, type: inner[at % 3] as string }];
      return { ...flow, nodes, edges: [...flow.edges.filter((each) => each !== edge), ...halves] };
    }
    default: {
      const nodes = flow.nodes.filter(({ id }) => id !== "extra");
      const edges = flow.edges.filter(({ to }) => to.node !== "extra");
      if (nodes.length < flow.nodes.length) return { ...flow, nodes, edges };
      const tap = { from: { node: "s", port: "out" }, to: { node: "extra", port: "in" } };
      return { ...flow, nodes: [...nodes, { id: "extra", type: "slow-sink" }], edges: [...edges, tap] };
    }
  }
}

function routes({ edges }: Flow): string[] {
  const from = (id: string, route: string): string[] =>
    edges
      .filter((edge) => edge.from.node === id)
      .flatMap(({ to: { node } }) => {
        const onward = `${route}>${node}`;
        return node === "sink" || node === "second" ? [onward] : from(node, onward);
      });
  return from("s", "").sort();
}

const shapes = fc.array(fc.tuple(fc.nat(2), fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 5 });
const updates = fc.array(
  fc.record({ afterMs: fc.nat(3), kind: fc.nat(5), at: fc.nat(20), isAwaited: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
);

test("whatever is deployed meanwhile, each packet arrives once a route and in order at every sink that stays", async () => {
  const property = fc.asyncProperty(
    shapes,
    updates,
    fc.boolean(),
    fc.boolean(),
    fc.nat(2),
    async (shape, steps, slowSink, waits, seed) => {
      const { arrived, registry } = testTypes((n) => (n * 7 + seed) % 3, waits);
      const catalogue = new Map([...registry].map(([type, { definition }]) => [type, definition]));
      let flow = graph(shape, slowSink);
      const expected = routes(flow);
      const session = new Session(compileFlow(flow, catalogue), { sessionId: "s", registry, tasks: noTasks });
      await session.start();
      const pending: Promise<unknown>[] = [];
      let watermark = 0;
      for (const { afterMs, kind, at, isAwaited } of steps) {
        await sleep(afterMs);
        flow = change(flow, kind, at);
        const updating = session.update(compileFlow(flow, catalogue));
        pending.push(updating);
        if (isAwaited) await updating;
        const { safeSamples } = session.checkpoint();
        expect(safeSamples).toBeGreaterThanOrEqual(watermark);
        watermark = safeSamples;
        for (const route of expected)
          expect(arrived.get(route)?.length ?? 0).toBeGreaterThanOrEqual(safeSamples);
      }
      await Promise.all(pending);
      await session.done;
      const whole = Array.from({ length: packetCount }, (_, n) => n);
      const lasting = [...arrived].filter(([route]) => !route.endsWith(">extra"));
      expect(lasting.map(([route]) => route).sort()).toEqual(expected);
      for (const [, numbers] of lasting) expect(numbers).toEqual(whole);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});
