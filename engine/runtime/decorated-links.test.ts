import { Type } from "typebox";
import { beforeEach, expect, test } from "vitest";
import { defineNode } from "../graph/definition.ts";
import type { Packet } from "../graph/packets.ts";
import type { Plan, PlanEdge, PlanNode } from "../plan/compile.ts";
import { noTasks } from "../testing/run-node.ts";
import { defineRuntime, type NodeType } from "./define-runtime.ts";
import type { Link } from "./link.ts";
import type { LinkDecorator } from "./outlet.ts";
import { Session } from "./session.ts";

const common = { version: 1, category: "debug", title: "", summary: "", docs: "" } as const;
const event = { type: "event", summary: "" } as const;

let push: (count: number) => Promise<void>;
let end: () => void;
let received: number[] = [];
let seen: string[] = [];

const source = defineRuntime(
  defineNode({
    ...common,
    ...{ type: "source", execution: "async", source: "file", inputs: {}, outputs: { out: event } },
    config: Type.Object({}),
  }),
  (ctx) => ({
    run() {
      let at = 0;
      push = async (count) => {
        for (let sent = 0; sent < count; sent++, at++) await ctx.emit("out", packet(at));
      };
      return new Promise((done) => {
        end = done;
        ctx.signal.addEventListener("abort", () => done());
      });
    },
  }),
);
const pass = (type: string, execution: "sync" | "async"): NodeType =>
  defineRuntime(
    defineNode({
      ...common,
      ...{ type, execution, inputs: { in: event }, outputs: { out: event } },
      config: Type.Object({ tag: Type.String({ default: "" }) }),
    }),
    (ctx) => ({ process: (_port, each) => void ctx.emit("out", each) }),
  );
const sink = defineRuntime(
  defineNode({
    ...common,
    ...{ type: "sink", execution: "sync", inputs: { in: { type: "any", summary: "" } }, outputs: {} },
    config: Type.Object({}),
  }),
  () => ({ process: (_port, each) => void received.push(each.startSamples) }),
);
const types = [source, pass("sync", "sync"), pass("async", "async"), sink];
const registry = new Map(types.map((each) => [each.definition.type, each]));

function packet(at: number): Packet & { type: "event" } {
  return { type: "event", name: "count", data: {}, startSamples: at, endSamples: at + 1, clockRateHz: 1000 };
}

/** source -> sync -> async -> sink, the last two wires checked and queued where `extra` says so. */
function planOf(tag = "", capacity = 4): Plan {
  const node = (type: string, config = {}): PlanNode => ({
    ...{ id: type, name: type, config, devices: [] },
    definition: (registry.get(type) as NodeType).definition,
  });
  const edge = (from: string, to: string, facts: Partial<PlanEdge> = {}): PlanEdge => ({
    ...{ label: `${from}.out -> ${to}.in`, from, fromPort: "out", to, toPort: "in" },
    ...{ queue: undefined, accepts: undefined },
    ...facts,
  });
  return {
    flowId: "flow",
    nodes: [node("source"), node("sync", { tag }), node("async", { tag: "" }), node("sink")],
    edges: [
      edge("source", "sync"),
      edge("sync", "async", { queue: { policy: "block", capacity } }),
      edge("async", "sink", { accepts: "event" }),
    ],
  };
}

/** Notes what passes a wire, and hands on all that it is asked. */
const tap: LinkDecorator = (link, { label }): Link => ({
  deliver(each) {
    seen.push(`${label} ${each.startSamples}`);
    return link.deliver(each);
  },
  end() {
    seen.push(`${label} end`);
    link.end();
  },
  snapshot: () => link.snapshot(),
  countOn: (before) => link.countOn(before),
});

beforeEach(() => {
  received = [];
  seen = [];
});

async function startSession(): Promise<Session> {
  const session = new Session(planOf(), { sessionId: "test", registry, tasks: noTasks });
  await session.start();
  return session;
}
const passed = (label: string) => seen.filter((line) => line.startsWith(label)).length;
const counts = (session: Session) => session.snapshot().edges.map(({ packets }) => packets);

test("a decorator sees what passes every wire from the moment it is put there, and the end", async () => {
  const session = await startSession();
  await push(3);
  session.decorate(tap);
  await push(2);
  end();
  await session.done;
  expect(received).toEqual([0, 1, 2, 3, 4]);
  const wires = ["source.out -> sync.in", "sync.out -> async.in", "async.out -> sink.in"];
  for (const wire of wires) expect(seen).toEqual(expect.arrayContaining([`${wire} 4`, `${wire} end`]));
  expect(seen).not.toContain("source.out -> sync.in 2");
  expect(counts(session)).toEqual([5, 5, 5]);
});

test("taken off, it sees nothing more, and the wires are those that were there before", async () => {
  const session = await startSession();
  session.decorate(tap);
  await push(1);
  session.decorate(undefined);
  const before = seen.length;
  await push(2);
  end();
  await session.done;
  expect(seen).toHaveLength(before);
  expect(received).toEqual([0, 1, 2]);
});

test.each([
  ["the same wires", planOf("")],
  ["a node that begins anew", planOf("other")],
  ["another queue", planOf("", 9)],
])("a deploy with %s keeps the decoration, the counts and every packet", async (_name, after) => {
  const session = await startSession();
  session.decorate(tap);
  await push(3);
  await session.update(after);
  await push(3);
  end();
  await session.done;
  expect(received).toEqual([0, 1, 2, 3, 4, 5]);
  expect(passed("source.out -> sync.in")).toBe(7); // six packets and the end
  expect(counts(session)).toEqual([6, 6, 6]);
});

test("what a decorator holds back holds back the sender, as a full queue does", async () => {
  const session = await startSession();
  const { promise, resolve } = Promise.withResolvers<void>();
  session.decorate((link, { from }) =>
    from !== "sync"
      ? link
      : {
          ...tap(link, { label: "" } as PlanEdge),
          deliver: (each) => promise.then(() => link.deliver(each)),
        },
  );
  let isTaken = false;
  const pushing = push(1).then(() => {
    isTaken = true;
  });
  await new Promise((wake) => setTimeout(wake, 5));
  expect([isTaken, received]).toEqual([false, []]);
  resolve();
  await pushing;
  end();
  await session.done;
  expect(received).toEqual([0]);
});

/** A tap that fails where it is asked to on wires from one node. */
const failing =
  (node: string, at: "deliver" | "end"): LinkDecorator =>
  (link, edge) => {
    if (edge.from !== node) return link;
    const fail = () => {
      throw new Error("the tap failed");
    };
    return { ...tap(link, edge), [at]: fail };
  };

test.each(["sync", "async"])(
  "a decorator that fails on a wire of the %s node ends the session with its reason",
  async (node) => {
    const session = await startSession();
    session.decorate(failing(node, "deliver"));
    await push(1);
    await expect(session.done).rejects.toThrow("the tap failed");
  },
);

test.each(["source", "sync", "async"])(
  "a decorator that fails at the end of a wire of the %s node ends the session with its reason",
  async (node) => {
    const session = await startSession();
    session.decorate(failing(node, "end"));
    end();
    await expect(session.done).rejects.toThrow("the tap failed");
  },
);

test("a decorator that fails on an error's wire ends the session with the error", async () => {
  const plan = planOf();
  const error = {
    from: "async",
    fromPort: "error",
    to: "sink",
    toPort: "in",
    label: "async.error -> sink.in",
  };
  const session = new Session(
    { ...plan, edges: [...plan.edges, { ...error, queue: undefined, accepts: undefined }] },
    { sessionId: "test", registry, tasks: noTasks },
  );
  await session.start();
  session.decorate(failing("async", "deliver"));
  await push(1);
  await expect(session.done).rejects.toThrow("the tap failed");
});
