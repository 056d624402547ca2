import { Type } from "typebox";
import { expect, test } from "vitest";
import { defineNode } from "../graph/definition.ts";
import { compileFlow } from "../plan/compile.ts";
import { defineRuntime } from "./define-runtime.ts";
import type { Logger } from "./logger.ts";
import { Session } from "./session.ts";
import type { TaskOutcome, TaskRequest } from "./task-runner.ts";

const definition = defineNode({
  type: "thinker",
  version: 1,
  category: "sources",
  title: "Thinker",
  execution: "async",
  summary: "Runs a task for each outcome.",
  docs: "For tests.",
  inputs: {},
  outputs: {},
  source: "file",
  devices: ["npu", "cpu"],
  config: Type.Object({}),
} as const);

const missed = { device: "npu", reason: "npu is gone." };
const outcomes: readonly TaskOutcome[] = [
  { output: 0, device: "cpu", attempts: 1, wanted: ["npu", "cpu"], passedOver: [missed] },
  { output: 0, device: "npu", attempts: 1, wanted: ["npu", "cpu"] },
  { output: 0, device: "npu", attempts: 1, wanted: ["npu", "cpu"] },
  { output: 0, device: "cpu", attempts: 2, wanted: ["npu", "cpu"], passedOver: [missed] },
];

async function runThinker(devices?: string[]) {
  const requests: TaskRequest[] = [];
  const log: string[] = [];
  const note = (level: string) => (message: string) => void log.push(`${level}: ${message}`);
  const logger: Logger = { debug: note("debug"), info: note("info"), warn: note("warn") };
  const type = defineRuntime(definition, (ctx) => ({
    async run() {
      for (let task = 0; task < outcomes.length; task++) await ctx.runTask("file:///task.ts", task);
    },
  }));
  const run = async (request: TaskRequest) => {
    requests.push(request);
    return outcomes[requests.length - 1] as TaskOutcome;
  };
  const node = { id: "a", type: "thinker", ...(devices === undefined ? {} : { devices }) };
  const flow = { format: "patchbay.flow/1" as const, id: "f", name: "F", nodes: [node], edges: [] };
  const session = new Session(compileFlow(flow, new Map([["thinker", definition]])), {
    sessionId: "s",
    registry: new Map([["thinker", type]]),
    tasks: { run },
    log: logger,
  });
  await session.start();
  await session.done;
  return { requests, log: log.filter((line) => line.includes("runs on")), node: session.snapshot().nodes[0] };
}

test("a node tells the log when it goes to another device and back, and its figures what it missed", async () => {
  const { log, node } = await runThinker();
  expect(log).toEqual([
    "debug: node a runs on cpu, not on npu",
    "info: node a runs on npu again",
    "warn: node a runs on cpu, not on npu",
  ]);
  expect(node).toMatchObject({ device: "cpu", wanted: ["npu", "cpu"], missed, retries: 1, errors: 0 });
});

test("a task says whether its list is the type's own: only then the machine's preference counts", async () => {
  const named = await runThinker(["npu", "cpu"]);
  expect(new Set(named.requests.map(({ isDefault }) => isDefault))).toEqual(new Set([false]));
  const unnamed = await runThinker();
  expect(new Set(unnamed.requests.map(({ isDefault }) => isDefault))).toEqual(new Set([true]));
});
