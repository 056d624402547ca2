import { Type } from "typebox";
import { expect, test } from "vitest";
import type { NodeDefinition, PortDefinitions, QueueSettings } from "../graph/definition.ts";
import type { AudioPacket, EventPacket, Packet } from "../graph/packets.ts";
import { compileFlow } from "../plan/compile.ts";
import { audioPackets, noTasks } from "../testing/run-node.ts";
import { defineRuntime, type NodeContext, type NodeRuntime, type NodeType } from "./define-runtime.ts";
import { Session } from "./session.ts";

const audio = { type: "audio", summary: "" } as const;
const any = { type: "any", summary: "" } as const;
const chunks = audioPackets(new Float32Array(160 * 40), 16000, 160);

function node(
  type: string,
  ports: Partial<NodeDefinition> & { inputs?: PortDefinitions; outputs?: PortDefinitions },
  create: (ctx: NodeContext) => NodeRuntime,
): NodeType {
  const definition: NodeDefinition = {
    type,
    version: 1,
    category: "flow",
    title: type,
    summary: "",
    docs: "",
    execution: "sync",
    inputs: { in: audio },
    outputs: { out: audio },
    config: Type.Object({}),
    ...ports,
  };
  return defineRuntime(definition, create);
}

const source = (packets: readonly Packet[] = chunks, kind: "file" | "live" = "file") =>
  node("source", { execution: "async", source: kind, inputs: {}, outputs: { out: any } }, (ctx) => ({
    async run() {
      for (const packet of packets) {
        if (ctx.signal.aborted) return;
        const full = ctx.emit("out", packet as never);
        if (kind === "file") await full;
      }
    },
  }));
const pass = node("pass", {}, (ctx) => ({ process: (_, packet) => void ctx.emit("out", packet as never) }));
const collect = (into: Packet[], type = "sink", inputs: PortDefinitions = { in: any }) =>
  node(type, { inputs, outputs: {} }, () => ({ process: (_, packet) => void into.push(packet) }));
const slow = (ms = 1) =>
  node("slow", { execution: "async" }, (ctx) => ({
    async process(_, packet) {
      await new Promise((wake) => setTimeout(wake, ms));
      await ctx.emit("out", packet as never);
    },
  }));

/** Wires are written `a.out -> b.in`; the ids are the type names, with digits behind for a second one. */
function start(types: readonly NodeType[], wires: readonly string[], queue?: QueueSettings) {
  const registry = new Map(types.map((type) => [type.definition.type, type]));
  const catalogue = new Map(types.map(({ definition }) => [definition.type, definition]));
  const ends = wires.map((wire) => wire.split(" -> ").map((end) => end.split(".") as [string, string]));
  const ids = new Set(ends.flat().map(([id]) => id));
  const flow = {
    format: "patchbay.flow/1" as const,
    id: "test",
    name: "Test",
    nodes: [...ids].map((id) => ({ id, type: id.replace(/\d$/, "") })),
    edges: ends.map(([from, to]) => ({
      from: { node: from?.[0] as string, port: from?.[1] as string },
      to: { node: to?.[0] as string, port: to?.[1] as string },
      ...(queue === undefined ? {} : { queue }),
    })),
  };
  return new Session(compileFlow(flow, catalogue), { sessionId: "s", registry, tasks: noTasks });
}

async function finish(session: Session): Promise<void> {
  await session.start();
  await session.done;
}

test("a synchronous chain hands over the very same packet, inside the sender's call", async () => {
  const seen: Packet[] = [];
  let inside = 0;
  const watched = node("source", { execution: "async", source: "file", inputs: {} }, (ctx) => ({
    async run() {
      ctx.emit("out", chunks[0] as never);
      inside = seen.length;
    },
  }));
  const session = start(
    [watched, pass, collect(seen)],
    ["source.out -> pass.in", "pass.out -> pass2.in", "pass2.out -> sink.in"],
  );
  await finish(session);
  expect(inside).toBe(1);
  expect(seen[0]).toBe(chunks[0]);
});

test("a fan-out shares one packet", async () => {
  const [a, b]: [Packet[], Packet[]] = [[], []];
  await finish(
    start([source(), collect(a, "a"), collect(b, "b")], ["source.out -> a.in", "source.out -> b.in"]),
  );
  expect(a).toHaveLength(40);
  expect(a.every((packet, at) => packet === b[at])).toBe(true);
});

test("block holds the source back: nothing is lost, the queue stays in its bound", async () => {
  const seen: Packet[] = [];
  const session = start(
    [source(), pass, slow(), collect(seen)],
    ["source.out -> pass.in", "pass.out -> slow.in", "slow.out -> sink.in"],
    { policy: "block", capacity: 4 },
  );
  await session.start();
  await new Promise((wake) => setTimeout(wake, 10));
  // 4 wait, one is in progress, and the source holds one more.
  expect(session.snapshot().edges[0]?.packets).toBeLessThan(40);
  await session.done;
  expect(seen).toEqual(chunks);
});

test("a live source is not held back: its queue drops the oldest packets and counts them", async () => {
  const seen: Packet[] = [];
  const types = [source(chunks, "live"), slow(), collect(seen)];
  const session = start(types, ["source.out -> slow.in", "slow.out -> sink.in"], {
    policy: "drop-oldest",
    capacity: 4,
  });
  await finish(session);
  const edge = session.snapshot().edges.find(({ from }) => from.node === "source");
  expect(seen.slice(-4)).toEqual(chunks.slice(-4));
  expect(edge?.dropped).toBe(40 - seen.length);
});

test.each([
  ["latest", "superseded"],
  ["drop-oldest", "lost"],
  ["drop-newest", "lost"],
] as const)("what a queue drops by %s is %s, with its place and the policy", async (policy, kind) => {
  const types = [source(chunks, "live"), slow(), collect([])];
  const session = start(types, ["source.out -> slow.in", "slow.out -> sink.in"], { policy, capacity: 1 });
  await finish(session);
  const { nodes, edges, verdicts } = session.snapshot();
  const { dropped } = edges.find(({ from }) => from.node === "source") as (typeof edges)[number];
  expect(dropped).toBeGreaterThan(10);
  expect(nodes.map(({ verdicts }) => verdicts)).toEqual([undefined, { [kind]: dropped }, undefined]);
  const [of, ...others] = verdicts;
  expect(others).toEqual([]);
  expect(of).toMatchObject({ nodeId: "slow" });
  expect(of?.latest).toHaveLength(dropped);
  expect(of?.latest.at(-1)).toMatchObject({ kind, figures: { policy }, clockRateHz: chunks[0]?.clockRateHz });
});

test("packets of several wires are taken in the order in which they came", async () => {
  const seen: string[] = [];
  const join = node("join", { execution: "async", inputs: { a: any, b: any }, outputs: {} }, () => ({
    process: (port, packet) => void seen.push(`${port}${packet.startSamples / 160}`),
  }));
  await finish(start([source(chunks.slice(0, 3)), join], ["source.out -> join.b", "source.out -> join.a"]));
  expect(seen).toEqual(["b0", "a0", "b1", "a1", "b2", "a2"]);
});

test("at the end each node flushes after all it was sent, and before those behind it", async () => {
  const seen: Packet[] = [];
  const order: string[] = [];
  const held = node("held", { execution: "async" }, (ctx) => {
    const packets: Packet[] = [];
    return {
      process: (_, packet) => void packets.push(packet),
      async flush() {
        order.push("held");
        for (const packet of packets) await ctx.emit("out", packet as never);
      },
    };
  });
  const last = node("last", {}, (ctx) => ({
    process: (_, packet) => void ctx.emit("out", packet as never),
    flush: () => void order.push("last"),
  }));
  await finish(
    start(
      [source(), held, last, collect(seen)],
      ["source.out -> held.in", "held.out -> last.in", "last.out -> sink.in"],
    ),
  );
  expect(seen).toEqual(chunks);
  expect(order).toEqual(["held", "last"]);
});

const failing = node("failing", {}, (ctx) => ({
  process(_, packet) {
    if (packet.startSamples === 320) throw new RangeError("third packet");
    ctx.emit("out", packet as never);
  },
}));

test("an error that nobody handles ends the session with a code and the node, and closes every node", async () => {
  const closed: string[] = [];
  const watched = node("watched", {}, () => ({ close: () => void closed.push("watched") }));
  const session = start(
    [source(), failing, watched],
    ["source.out -> failing.in", "failing.out -> watched.in"],
  );
  await session.start();
  await expect(session.done).rejects.toMatchObject({
    code: "node.failed",
    nodeId: "failing",
    message: expect.stringContaining("third packet"),
  });
  expect(closed).toEqual(["watched"]);
});

test("with its error port wired a node fails packet by packet, and the session goes on", async () => {
  const [seen, errors]: [Packet[], Packet[]] = [[], []];
  const session = start(
    [source(), failing, collect(seen), collect(errors, "errors")],
    ["source.out -> failing.in", "failing.out -> sink.in", "failing.error -> errors.in"],
  );
  await finish(session);
  expect(seen).toHaveLength(39);
  expect((errors[0] as EventPacket).data).toMatchObject({ code: "node.failed", nodeId: "failing" });
  expect(session.snapshot().nodes.find(({ nodeId }) => nodeId === "failing")?.errors).toBe(1);
});

test("a node that does not open is named, and what was open is closed again", async () => {
  const log: string[] = [];
  const sink = node("sink", { outputs: {} }, () => ({
    open: () => void log.push("open"),
    close: () => void log.push("close"),
  }));
  const broken = node("broken", {}, () => ({ open: () => Promise.reject(new Error("no model")) }));
  const session = start([source(), broken, sink], ["source.out -> broken.in", "broken.out -> sink.in"]);
  await expect(session.start()).rejects.toMatchObject({ code: "node.open-failed", nodeId: "broken" });
  expect(log).toEqual(["open", "close"]);
});

test("an abort drops what is in progress and lets senders go that wait for a full queue", async () => {
  const stuck = node("stuck", { execution: "async", outputs: {} }, (ctx) => ({
    process: () => new Promise<void>((resolve) => ctx.signal.addEventListener("abort", () => resolve())),
  }));
  const session = start([source(), stuck], ["source.out -> stuck.in"], { policy: "block", capacity: 1 });
  await session.start();
  await new Promise((wake) => setTimeout(wake, 5));
  await session.abort();
  await expect(session.done).rejects.toMatchObject({ code: "session.aborted" });
});

test("stop ends the source, and what was captured goes all the way through", async () => {
  const seen: Packet[] = [];
  const endless = node("source", { execution: "async", source: "live", inputs: {} }, (ctx) => ({
    async run() {
      for (let at = 0; !ctx.signal.aborted; at = (at + 1) % chunks.length) {
        ctx.emit("out", chunks[at] as never);
        await new Promise((wake) => setTimeout(wake, 1));
      }
    },
  }));
  const session = start([endless, slow(), collect(seen)], ["source.out -> slow.in", "slow.out -> sink.in"]);
  await session.start();
  await new Promise((wake) => setTimeout(wake, 20));
  session.stop();
  await session.done;
  expect(seen.length).toBe(session.snapshot().edges[0]?.packets);
});

test("a packet that does not fit behind an any wire is reported, not delivered", async () => {
  const event: EventPacket = {
    type: "event",
    name: "x",
    data: {},
    startSamples: 0,
    endSamples: 0,
    clockRateHz: 16000,
  };
  const session = start([source([event]), collect([], "sink", { in: audio })], ["source.out -> sink.in"]);
  await session.start();
  await expect(session.done).rejects.toMatchObject({ code: "port.packet-type", nodeId: "sink", field: "in" });
});

test("metrics count packets, time nodes without what they call, and take lag in media time", async () => {
  const busy = node("busy", {}, (ctx) => ({
    process(_, packet) {
      const untilMs = performance.now() + 2;
      while (performance.now() < untilMs);
      ctx.emit("out", packet as never);
    },
  }));
  const session = start(
    [source(), pass, busy, slow(), collect([])],
    ["source.out -> pass.in", "pass.out -> busy.in", "busy.out -> slow.in", "slow.out -> sink.in"],
  );
  await finish(session);
  const { nodes, mediaMs } = session.snapshot();
  const of = (id: string) => nodes.find(({ nodeId }) => nodeId === id);
  expect(mediaMs).toBe(400);
  expect(of("busy")).toMatchObject({ packetsIn: 40, packetsOut: 40, errors: 0, lagMs: 0 });
  expect(of("busy")?.busyMs).toBeGreaterThanOrEqual(79);
  expect(of("pass")?.busyMs).toBeLessThan(of("busy")?.busyMs as number);
  expect(of("sink")?.packetsIn).toBe(40);
});

test("what a source sends after an abort goes nowhere", async () => {
  const seen: Packet[] = [];
  const deaf = node("source", { execution: "async", source: "file", inputs: {} }, (ctx) => ({
    async run() {
      for (const chunk of chunks) {
        ctx.emit("out", chunk as AudioPacket as never);
        await new Promise((wake) => setTimeout(wake, 1));
      }
    },
  }));
  const session = start([deaf, collect(seen)], ["source.out -> sink.in"]);
  await session.start();
  await session.abort();
  const before = seen.length;
  await new Promise((wake) => setTimeout(wake, 60));
  expect(seen.length).toBe(before);
});

test("a synchronous node that answers a promise is refused with a hint, and its rejection kills nothing", async () => {
  const late = node("late", {}, () => ({ process: () => Promise.reject(new Error("later")) }));
  const session = start([source(), late], ["source.out -> late.in"]);
  await session.start();
  await expect(session.done).rejects.toMatchObject({
    code: "node.failed",
    nodeId: "late",
    hint: expect.stringContaining("async"),
  });
});

test("an abort ends a session whose node hangs while it opens", async () => {
  const hanging = node("hanging", {}, () => ({ open: () => new Promise<void>(() => {}) }));
  const session = start([source(), hanging], ["source.out -> hanging.in"]);
  const starting = session.start();
  await session.abort();
  await expect(starting).rejects.toMatchObject({ code: "session.aborted" });
});
