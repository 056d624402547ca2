import { SamplingPace } from "#engine/runtime/metrics.ts";
import { peakRssMb } from "../support/child.ts";
import { chainFlow, fanOutFlow, type TimedRun, timeFlow } from "./flows.ts";

/** One measurement of our engine in a process of its own: `node child.ts MODE`, answers one line of JSON. */
const packets = 200_000;
const ten = new Array<string>(10).fill("pass-through");
const nine = ten.slice(1);

const modes: Readonly<Record<string, () => Promise<unknown>>> = {
  sync: () => warmTime([...ten, "sink"]),
  "async-last": () => warmTime([...nine, "async-pass-through", "sink"]),
  "async-first": () => warmTime(["async-pass-through", ...nine, "sink"]),
  burst,
  "fan-out": fanOut,
  sampling,
};

/** One run to warm up, one that counts. */
async function warmTime(types: readonly string[]): Promise<TimedRun> {
  const flow = chainFlow(packets, types, { policy: "block", capacity: 1000 });
  await timeFlow(flow, packets);
  return timeFlow(flow, packets);
}

async function burst(): Promise<{ peakRssMb: number }> {
  await timeFlow(chainFlow(packets, [...ten, "slow-sink"], { policy: "block", capacity: 64 }), packets);
  return { peakRssMb: peakRssMb() };
}

async function fanOut(): Promise<{ microsecondsPerEmit: number }> {
  const sinks = 10;
  const flow = fanOutFlow(packets, sinks);
  await timeFlow(flow, packets * sinks);
  const { elapsedMs } = await timeFlow(flow, packets * sinks);
  return { microsecondsPerEmit: (elapsedMs * 1000) / packets };
}

/**
 * One long run of the chain that samples times in every other block of packets: how much longer the sampled
 * block of each pair took, in percent. In one run both share the compiled code and the heap, and the order
 * within a pair alternates (on off, off on), so that drift favours neither. Wall time, since the kernel may
 * count CPU time in ticks of 4 ms, half a block; the median over the pairs drops blocks that were interrupted.
 */
async function sampling(): Promise<{ overheadPercents: number[] }> {
  const blockPackets = 40_000;
  const warmBlocks = 40;
  const blocks = warmBlocks + 300;
  const due = SamplingPace.prototype.due;
  const blockMs: number[] = [];
  let left = blockPackets;
  let on = true;
  let startMs = performance.now();
  const nextBlock = () => {
    blockMs.push(performance.now() - startMs);
    on = isSampled(blockMs.length);
    left = blockPackets - 1; // the packet at hand is the new block's first
    startMs = performance.now();
  };
  SamplingPace.prototype.due = function (this: SamplingPace): boolean {
    if (left-- === 0) nextBlock();
    return on && due.call(this);
  };
  const packetsInAll = blocks * blockPackets + 1; // one more, to end the last block
  await timeFlow(chainFlow(packetsInAll, [...ten, "sink"]), packetsInAll);
  const overheadPercents: number[] = [];
  for (let at = warmBlocks; at < blocks; at += 2) {
    const [first, second] = [blockMs[at], blockMs[at + 1]] as [number, number];
    overheadPercents.push(((isSampled(at) ? first / second : second / first) - 1) * 100);
  }
  return { overheadPercents };
}

/** on off, off on, on off, ... */
function isSampled(block: number): boolean {
  return block % 4 === 0 || block % 4 === 3;
}

const mode = modes[process.argv[2] ?? ""];
if (mode === undefined) throw new Error(`modes: ${Object.keys(modes).join(", ")}`);
console.log(JSON.stringify(await mode()));
