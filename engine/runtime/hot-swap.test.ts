import { Type } from "typebox";
import { beforeEach, expect, test } from "vitest";
import type { FlowNode } from "../flow/schema.ts";
import type { NodeDefinition, QueueSettings } from "../graph/definition.ts";
import type { AudioPacket, Packet } from "../graph/packets.ts";
import { compileFlow, type Plan } from "../plan/compile.ts";
import { noTasks } from "../testing/run-node.ts";
import { AudioFeed } from "./audio-feed.ts";
import {
  defineRuntime,
  type LiveConfig,
  type NodeContext,
  type NodeRuntime,
  type NodeType,
} from "./define-runtime.ts";
import { readFeed } from "./feed-source.ts";
import { Session } from "./session.ts";

const rateHz = 16_000;
/** What nodes did, in order. */
let log: string[] = [];
let seen: AudioPacket[] = [];
let feed = new AudioFeed();
/** Who holds what only one can have. */
let holder: { tag: string } | undefined;
beforeEach(() => {
  [log, seen, feed, holder] = [[], [], new AudioFeed(), undefined];
});

interface Config {
  tag: string;
  gain: number;
}
const config = Type.Object({
  tag: Type.String({ default: "" }),
  gain: Type.Number({ default: 1, minimum: 0, maximum: 2, live: true }),
});

function type(
  name: string,
  create: (ctx: NodeContext, config: LiveConfig<Config>) => NodeRuntime,
  facts: Partial<NodeDefinition> = {},
): NodeType {
  const audio = { type: "audio", summary: "" } as const;
  const texts = { title: name, summary: "", docs: "", version: 1, category: "flow" } as const;
  const ports = { execution: "sync", inputs: { in: audio }, outputs: { out: audio } } as const;
  const definition: NodeDefinition = { type: name, ...texts, ...ports, config, ...facts };
  return defineRuntime(definition, create as never);
}

const send = (ctx: NodeContext, packet: Packet) => ctx.emit("out" as never, packet as never);
const live = { execution: "async", source: "live", inputs: {} } as const;
const tick = () => new Promise((wake) => setTimeout(wake, 1));

/** Notes its life, and sends everything on, `gain` times as loud. */
function logged(
  ctx: NodeContext,
  config: LiveConfig<Config>,
): NodeRuntime & { process(port: string, packet: Packet): void } {
  const note = (what: string) => void log.push(`${what} ${ctx.nodeId}${config.current.tag}`);
  return {
    open: () => note("open"),
    process(_port, packet) {
      const { samples } = packet as AudioPacket;
      send(ctx, { ...packet, samples: samples.map((sample) => sample * config.current.gain) } as AudioPacket);
    },
    flush: () => note("flush"),
    close: () => note("close"),
  };
}

const types = [
  type(
    "feed",
    (ctx) => ({
      run: () => readFeed({ input: feed, signal: ctx.signal, emit: (_, packet) => send(ctx, packet) }),
    }),
    live,
  ),
  // Counts from 0 in each run, as a file does.
  type(
    "counter",
    (ctx) => ({
      async run() {
        for (let at = 0; !ctx.signal.aborted; at += 160) {
          const span = { startSamples: at, endSamples: at + 160, clockRateHz: rateHz };
          await send(ctx, { type: "audio", samples: new Float32Array(160), sampleRateHz: rateHz, ...span });
          await tick();
        }
      },
    }),
    live,
  ),
  type("plain", logged),
  // Takes its time, and keeps a count that goes on.
  type(
    "count",
    (ctx, config) => {
      let count = (ctx.restored as number | undefined) ?? 0;
      return {
        ...logged(ctx, config),
        async process(_port, packet) {
          await tick();
          count++;
          await send(ctx, packet);
        },
        state: () => count,
      };
    },
    { execution: "async" },
  ),
  type("exclusive", (ctx, config) => {
    const node = logged(ctx, config);
    const me = { tag: config.current.tag };
    return {
      ...node,
      isExclusive: true,
      open() {
        if (holder !== undefined || me.tag === "!") throw new Error("taken");
        holder = me;
        node.open?.();
      },
      close() {
        if (holder === me) holder = undefined;
        node.close?.();
      },
    };
  }),
  type("broken", () => ({ open: () => Promise.reject(new Error("no model")) })),
  type("sink", () => ({ process: (_, packet) => void seen.push(packet as AudioPacket) }), { outputs: {} }),
];
const registry = new Map(types.map((each) => [each.definition.type, each]));
const catalogue = new Map(types.map(({ definition }) => [definition.type, definition]));

/** A chain of nodes, `id:type` or the type alone, each with the settings given by its id. */
function chain(text: string, settings: Record<string, FlowNode["config"]> = {}, queue?: QueueSettings): Plan {
  const nodes = text.split(" ").map((each) => {
    const [id = "", type = id] = each.split(":");
    return { id, type, ...(settings[id] === undefined ? {} : { config: settings[id] }) };
  });
  const edges = nodes.slice(1).map(({ id }, at) => ({
    from: { node: nodes[at]?.id as string, port: "out" },
    to: { node: id, port: "in" },
    ...(queue === undefined ? {} : { queue }),
  }));
  return compileFlow({ format: "patchbay.flow/1", id: "f", name: "F", nodes, edges }, catalogue);
}

async function start(plan: Plan): Promise<Session> {
  const session = new Session(plan, { sessionId: "s", registry, tasks: noTasks });
  await session.start();
  return session;
}

/** Pushes seconds of audio, each of one value. */
const speak = (...values: number[]) => {
  for (const value of values) feed.push(new Float32Array(rateHz).fill(value), rateHz);
};
const unchanged = { tuned: [], restarted: [], added: [], removed: [] };
const total = () => seen.reduce((sum, { samples }) => sum + samples.length, 0);

test("a live setting changes in place: nothing is opened, flushed or held", async () => {
  const session = await start(chain("feed plain sink"));
  speak(1);
  await expect.poll(total).toBe(rateHz);
  const report = await session.update(chain("feed plain sink", { plain: { gain: 0.5 } }));
  expect(report).toEqual({
    kept: ["feed", "plain", "sink"],
    ...unchanged,
    tuned: [{ nodeId: "plain", fields: ["gain"] }],
  });
  speak(1);
  feed.end();
  await session.done;
  expect(seen.map(({ samples }) => samples[0])).toEqual([1, 0.5]);
  expect(log).toEqual(["open plain", "flush plain", "close plain"]);
});

test("a node that changed is flushed over the old wires and begins anew with its state; the rest goes on, with its counts", async () => {
  const session = await start(chain("feed count plain sink"));
  speak(1, 1, 1);
  await expect.poll(total).toBe(3 * rateHz);
  const report = await session.update(chain("feed count plain sink", { count: { tag: "2" } }));
  expect(report).toMatchObject({ kept: ["feed", "plain", "sink"], restarted: ["count"] });
  speak(1);
  feed.end();
  await session.done;
  const { nodes, edges } = session.snapshot();
  expect(nodes.map(({ packetsIn }) => packetsIn)).toEqual([0, 4, 4, 4]);
  expect(edges.map(({ packets }) => packets)).toEqual([4, 4, 4]);
  expect(session.checkpoint().nodes).toEqual({ count: 4 });
  expect(log.indexOf("open count2")).toBeLessThan(log.indexOf("flush count"));
  expect(log.filter((line) => line.endsWith("plain"))).toEqual(["open plain", "flush plain", "close plain"]);
});

test("nodes come and go, and a queue changes, while audio runs: every sample arrives once, in order", async () => {
  const session = await start(chain("feed count sink"));
  const plans = [
    chain("feed plain count sink"),
    chain("feed plain count sink", {}, { policy: "block", capacity: 1 }),
    chain("feed count plain sink"),
    chain("feed sink"),
    chain("feed sink", { feed: { tag: "another source, the same feed" } }),
    chain("other:feed count sink"),
  ];
  let value = 0;
  for (const plan of plans) {
    speak(++value, ++value);
    const updating = session.update(plan);
    speak(++value);
    await updating;
  }
  feed.end();
  await session.done;
  expect(feed.droppedMs).toBe(0);
  expect(seen.flatMap(({ samples }) => [...samples]).filter((_, at) => at % rateHz === 0)).toEqual(
    Array.from({ length: value }, (_, at) => at + 1),
  );
});

test("a node that cannot open leaves the session untouched, and what was opened is closed again", async () => {
  const session = await start(chain("feed plain sink"));
  const plan = chain("feed plain b:broken c:count sink", { plain: { tag: "2" } });
  await expect(session.update(plan)).rejects.toMatchObject({ code: "node.open-failed", nodeId: "b" });
  expect(log).toEqual(["open plain", "open c", "close c"]);
  speak(1);
  feed.end();
  await session.done;
  expect(total()).toBe(rateHz);
  expect(session.plan.nodes.map(({ id }) => id)).toEqual(["feed", "plain", "sink"]);
});

test("what only one can hold is given back before the next takes it", async () => {
  const session = await start(chain("feed exclusive sink"));
  await session.update(chain("feed exclusive sink", { exclusive: { tag: "2" } }));
  expect(holder).toEqual({ tag: "2" });
  const opened = ["open exclusive", "flush exclusive", "close exclusive", "open exclusive2"];
  expect(log.slice(0, 4)).toEqual(opened);
  speak(1);
  feed.end();
  await session.done;
  expect([total(), holder]).toEqual([rateHz, undefined]);
});

test("where the next cannot take it, the nodes that were flushed begin anew as they were, and the session goes on", async () => {
  const session = await start(chain("feed count exclusive sink"));
  speak(1, 1);
  await expect.poll(total).toBe(2 * rateHz);
  const plan = chain("feed count exclusive sink", { exclusive: { tag: "!" }, count: { tag: "2" } });
  await expect(session.update(plan)).rejects.toMatchObject({ code: "node.open-failed", nodeId: "exclusive" });
  expect(holder).toEqual({ tag: "" });
  speak(1);
  feed.end();
  await session.done;
  expect(total()).toBe(3 * rateHz);
  expect(session.checkpoint().nodes).toEqual({ count: 3 });
  expect(session.plan.nodes[1]?.config).toMatchObject({ tag: "" });
});

test("settings that are tuned while a swap is tried hold when it fails", async () => {
  const session = await start(chain("feed plain count exclusive sink"));
  const failing = { exclusive: { tag: "!" }, count: { tag: "2" } };
  const updating = session.update(chain("feed plain count exclusive sink", failing));
  updating.catch(() => {});
  while (!log.includes("open count2")) await Promise.resolve();
  session.tune("plain", { gain: 0.5 });
  session.tune("exclusive", { gain: 0.5 });
  await expect(updating).rejects.toMatchObject({ code: "node.open-failed" });
  expect(session.plan.nodes.map(({ config }) => config["gain"])).toEqual([1, 0.5, 1, 0.5, 1]);
  speak(1);
  feed.end();
  await session.done;
  expect(seen.map(({ samples }) => samples[0])).toEqual([0.25]);
});

test("a source that counts from 0 goes on in media time where the one before it ended", async () => {
  const session = await start(chain("counter sink"));
  await expect.poll(() => seen.length).toBeGreaterThan(3);
  await session.update(chain("counter sink", { counter: { tag: "2" } }));
  const before = seen.length;
  await expect.poll(() => seen.length).toBeGreaterThan(before + 3);
  session.stop();
  await session.done;
  expect(seen.map(({ startSamples }) => startSamples)).toEqual(seen.map((_, at) => at * 160));
});

test("once the input has ended an update changes nothing: the session finishes as it is", async () => {
  const session = await start(chain("feed count sink"));
  speak(1, 2, 3);
  feed.end();
  await expect.poll(() => seen.length).toBeGreaterThan(0); // the feed has given all, its end is on the way
  const report = await session.update(chain("feed count sink", { count: { tag: "2" } }));
  expect(report).toEqual({ kept: ["feed", "count", "sink"], ...unchanged });
  await session.done;
  expect(total()).toBe(3 * rateHz);
  expect(await session.update(chain("feed sink"))).toEqual({ kept: ["feed", "count", "sink"], ...unchanged });
});

test("an end that comes while the sources are held is kept until the wires are there", async () => {
  const session = await start(chain("feed count sink"));
  speak(1, 2, 3);
  await tick();
  const updating = session.update(chain("feed plain count sink", { count: { tag: "2" } }));
  feed.end();
  session.stop();
  await updating;
  await session.done;
  expect(total()).toBe(3 * rateHz);
});

test("an abort ends an update cleanly, whatever it waits for, and closes every node of both plans", async () => {
  const hanging = type("hanging", () => ({ open: () => new Promise<void>(() => {}) }));
  registry.set("hanging", hanging);
  catalogue.set("hanging", hanging.definition);
  for (const after of ["feed plain c:count h:hanging sink", "feed c:count plain sink"]) {
    log = [];
    feed = new AudioFeed();
    const session = await start(chain("feed plain c:count sink", { c: { tag: "1" } }));
    speak(1, 1, 1);
    const updating = session.update(chain(after, { c: { tag: "2" } }));
    await tick();
    await session.abort();
    expect(await updating).toMatchObject(unchanged);
    await expect(session.done).rejects.toMatchObject({ code: "session.aborted" });
    const opened = log.filter((line) => line.startsWith("open")).map((line) => line.slice(5));
    for (const node of opened) expect(log).toContain(`close ${node}`);
  }
});

test("a node that no source fed has flushed at the start; it begins anew when one does", async () => {
  const loose = (wires: string[]) => {
    const plan = chain("feed sink plain");
    return { ...plan, edges: chain(wires.join(" ")).edges };
  };
  const session = await start(loose(["feed", "sink"]));
  const report = await session.update({ ...chain("feed plain sink") });
  expect(report.restarted).toEqual(["plain"]);
  speak(1);
  feed.end();
  await session.done;
  expect(total()).toBe(rateHz);
});

test("tune changes live settings only, all or none, and says what is wrong", async () => {
  const session = await start(chain("feed plain sink"));
  expect(session.tune("plain", { gain: 2 })).toEqual({ tag: "", gain: 2 });
  const codeOf = (nodeId: string, fields: Record<string, unknown>) => {
    try {
      return session.tune(nodeId, fields);
    } catch (error) {
      const { code, nodeId: node, field } = error as { code: string; nodeId: string; field: string };
      return [code, node, field];
    }
  };
  expect(codeOf("none", { gain: 1 })).toEqual(["flow.unknown-node", "none", undefined]);
  expect(codeOf("plain", { gain: 0, tag: "x" })).toEqual(["config.not-live", "plain", "tag"]);
  expect(codeOf("plain", { gain: 3 })).toEqual(["config.invalid", "plain", "gain"]);
  expect(codeOf("plain", { gain: "1" })).toEqual(["config.invalid", "plain", "gain"]);
  expect(codeOf("plain", { nonsense: 1 })).toEqual(["config.invalid", "plain", "nonsense"]);
  expect(session.plan.nodes[1]?.config).toEqual({ tag: "", gain: 2 });
  const report = await session.update(chain("feed plain sink"));
  expect(report.tuned).toEqual([{ nodeId: "plain", fields: ["gain"] }]);
  await session.abort();
});

test("a plan is shared by sessions: tuning one of them leaves the others alone", async () => {
  const plan = chain("feed plain sink");
  const [one, other] = [await start(plan), await start(plan)];
  one.tune("plain", { gain: 0 });
  expect(other.plan.nodes[1]?.config).toMatchObject({ gain: 1 });
  await Promise.all([one.abort(), other.abort()]);
});
