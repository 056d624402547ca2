import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * One measurement of Node-RED in a process of its own: `node run.ts MODE USER-DIR`, answers one line of JSON.
 * The editor and every network feature are off; the HTTP server that Node-RED asks for never listens.
 */
interface NodeRed {
  init(server: ReturnType<typeof createServer>, settings: Record<string, unknown>): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly events: { once(name: string, listener: () => void): void };
}

/** Where the nodes of nodes/bench.cjs and this script meet. */
interface Bench {
  send(message: { payload: unknown }): void;
  received(): void;
}

type FlowNode = { readonly id: string; readonly type: string; readonly [property: string]: unknown };

const messages = 200_000;
const [mode = "", userDir = ""] = process.argv.slice(2);
const bench: Bench = { send: () => {}, received: () => {} };

const modes: Readonly<Record<string, { flow: FlowNode[]; measure(): Promise<unknown> }>> = {
  window: { flow: chain(), measure: windowed },
  burst: { flow: chain(), measure: burst },
  "fan-out": { flow: fanOut(10), measure: fanOutCost },
};

/** 1000 messages in flight: for each that the sink receives, the source sends another. */
async function windowed(): Promise<{ elapsedMs: number; cpuMs: number; deliveries: number }> {
  await pump(20_000, 1000);
  const startCpu = process.cpuUsage();
  const elapsedMs = await pump(messages, 1000);
  const { user, system } = process.cpuUsage(startCpu);
  return { elapsedMs, cpuMs: (user + system) / 1000, deliveries: messages * 11 };
}

async function burst(): Promise<{ peakRssMb: number }> {
  await pump(messages, messages);
  return { peakRssMb: process.resourceUsage().maxRSS / 1024 };
}

/** What the source's send() of 1 MB costs; Node-RED clones the message for every wire but one. */
async function fanOutCost(): Promise<{ microsecondsPerEmit: number }> {
  const payload = new Float32Array(262_144);
  const timesMs: number[] = [];
  for (let at = 0; at < 3; at++) {
    const startMs = performance.now();
    bench.send({ payload });
    timesMs.push(performance.now() - startMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { microsecondsPerEmit: Math.min(...timesMs) * 1000 };
}

/** Sends `count` messages, at most `window` of them in flight. Answers the wall time in ms. */
function pump(count: number, window: number): Promise<number> {
  return new Promise((resolve) => {
    let sent = 0;
    let received = 0;
    const startMs = performance.now();
    const sendNext = () => bench.send({ payload: sent++ });
    bench.received = () => {
      received++;
      if (sent < count) sendNext();
      if (received === count) resolve(performance.now() - startMs);
    };
    while (sent < window) sendNext();
  });
}

function chain(): FlowNode[] {
  const types = ["bench-source", ...new Array<string>(10).fill("bench-pass-through"), "bench-sink"];
  const id = (at: number) => `node${at}`;
  return types.map((type, at) => flowNode(id(at), type, at + 1 < types.length ? [id(at + 1)] : []));
}

function fanOut(sinks: number): FlowNode[] {
  const ids = Array.from({ length: sinks }, (_, at) => `sink${at}`);
  return [flowNode("source", "bench-source", ids), ...ids.map((id) => flowNode(id, "bench-sink", []))];
}

function flowNode(id: string, type: string, targets: readonly string[]): FlowNode {
  return { id, type, z: "tab", name: "", x: 0, y: 0, wires: targets.length === 0 ? [] : [targets] };
}

const chosen = modes[mode];
if (chosen === undefined || userDir === "") throw new Error(`modes: ${Object.keys(modes).join(", ")}`);
const tab = { id: "tab", type: "tab", label: "Bench" };
writeFileSync(join(userDir, "flows.json"), JSON.stringify([tab, ...chosen.flow]));

const RED = createRequire(import.meta.url)("node-red") as NodeRed;
RED.init(createServer(), {
  userDir,
  flowFile: "flows.json",
  nodesDir: join(import.meta.dirname, "nodes"),
  httpAdminRoot: false,
  httpNodeRoot: false,
  credentialSecret: false,
  logging: { console: { level: "off", metrics: false, audit: false } },
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { autoInstall: false, palette: { allowInstall: false } },
  patchbayBench: bench,
});
const started = new Promise<void>((resolve) => RED.events.once("flows:started", resolve));
await RED.start();
await started;
const result = await chosen.measure();
await RED.stop();
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
