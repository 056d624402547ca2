import { Type } from "typebox";
import { expect, test } from "vitest";
import { defineNode } from "../graph/definition.ts";
import { compileFlow } from "../plan/compile.ts";
import { AudioFeed } from "./audio-feed.ts";
import { defineRuntime } from "./define-runtime.ts";
import { readFeed } from "./feed-source.ts";
import { Session } from "./session.ts";
import type { TaskRequest } from "./task-runner.ts";

const common = {
  version: 1,
  title: "",
  summary: "For tests.",
  docs: "",
  config: Type.Object({}),
} as const;
const audio = { type: "audio", summary: "" } as const;

/** A source that passes on what is pushed into the session. */
function sourceOf(source: "live" | "file") {
  const ports = { category: "sources", execution: "async", inputs: {}, outputs: { audio } } as const;
  const definition = defineNode({ ...common, ...ports, type: source, source } as const);
  return defineRuntime(definition, (ctx) => ({ run: () => readFeed(ctx) }));
}

const thinkerDefinition = defineNode({
  ...common,
  type: "thinker",
  category: "speech",
  execution: "async",
  inputs: { audio },
  outputs: {},
  devices: ["cpu"],
} as const);
/** Runs a final's task for each packet, and a partial's. */
const thinker = defineRuntime(thinkerDefinition, (ctx) => ({
  async process() {
    await ctx.runTask("file:///task.ts", "final");
    await ctx.runTask("file:///task.ts", "partial", { priority: 1 });
  },
}));
const registry = new Map(
  [sourceOf("live"), sourceOf("file"), thinker].map((type) => [type.definition.type, type]),
);
const catalogue = new Map([...registry].map(([type, { definition }]) => [type, definition]));

function planFrom(source: "live" | "file") {
  const nodes = [source, "thinker"].map((type) => ({ id: type, type }));
  const edges = [{ from: { node: source, port: "audio" }, to: { node: "thinker", port: "audio" } }];
  return compileFlow({ format: "patchbay.flow/1", id: "f", name: "F", nodes, edges }, catalogue);
}

/** A session whose tasks' ranks are written down, `final 0` say. */
function sessionFrom(source: "live" | "file") {
  const ranks: string[] = [];
  const input = new AudioFeed();
  const run = async ({ input: what, priority }: TaskRequest) => {
    ranks.push(`${what} ${priority}`);
    return { output: null, device: "cpu", attempts: 1 };
  };
  const options = { sessionId: "s", registry, tasks: { run }, input };
  const say = async () => {
    const known = ranks.length;
    input.push(new Float32Array(1600), 16_000);
    while (ranks.length < known + 2) await new Promise((wake) => setTimeout(wake, 1));
    return ranks.slice(known);
  };
  return { session: new Session(planFrom(source), options), input, say };
}

test("finals of live sessions go first, then their partials, then finals of files, then partials of those", async () => {
  const ranks: string[] = [];
  for (const source of ["live", "file"] as const) {
    const { session, input, say } = sessionFrom(source);
    await session.start();
    ranks.push(...(await say()));
    input.end();
    await session.done;
  }
  expect(ranks).toEqual(["final 0", "partial 1", "final 2", "partial 3"]);
});

test("a session that gets another source has its rank from then on", async () => {
  const { session, input, say } = sessionFrom("file");
  await session.start();
  expect(await say()).toEqual(["final 2", "partial 3"]);
  await session.update(planFrom("live"));
  expect(await say()).toEqual(["final 0", "partial 1"]);
  input.end();
  await session.done;
});
