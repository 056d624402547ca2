import { installNodeRed, measureNodeRed } from "./engine/peer.ts";
import { Report } from "./report.ts";
import { runChild } from "./support/child.ts";
import { median } from "./support/statistics.ts";

/**
 * The engine beside Node-RED, on the same Node, in turn: source -> 10 pass-through nodes -> sink, 200,000 packets,
 * our metrics on. Node-RED has 1000 messages in flight. Every run is warm and has a process of its own.
 */
interface ChainRun {
  readonly elapsedMs: number;
  readonly cpuMs: number;
  readonly deliveries: number;
}

const child = new URL("./engine/child.ts", import.meta.url);
const ours = <Result>(mode: string) => runChild<Result>(child, [mode]);
const chainRuns = 7;

const report = new Report("engine");
installNodeRed((text) => report.note(text));
await throughput();
await queued();
await memory();
await fanOut();
await sampling();
report.finish();

async function throughput(): Promise<void> {
  report.section(`Source, 10 pass-through nodes, sink; 200,000 packets; ${chainRuns} runs each, in turn`);
  const own: ChainRun[] = [];
  const peer: ChainRun[] = [];
  for (let run = 0; run < chainRuns; run++) {
    own.push(await ours<ChainRun>("sync"));
    peer.push(await measureNodeRed<ChainRun>("window"));
  }
  const [ownRate, peerRate] = [own, peer].map((runs) => runs.map(perSecond)) as [number[], number[]];
  const [ownCpu, peerCpu] = [own, peer].map(cpuUsAPacket) as [number, number];
  report.figure("deliveriesPerSecondMedian", median(ownRate), { label: "Patchbay, deliveries/s, median" });
  report.figure("deliveriesPerSecondBest", Math.max(...ownRate), { label: "Patchbay, deliveries/s, best" });
  report.figure("nodeRedDeliveriesPerSecondMedian", median(peerRate), {
    label: "Node-RED, deliveries/s, median",
  });
  report.figure("nodeRedDeliveriesPerSecondBest", Math.max(...peerRate), {
    label: "Node-RED, deliveries/s, best",
  });
  report.figure("ratioMedian", median(ownRate) / median(peerRate), {
    label: "Patchbay / Node-RED, median over median",
    goal: { atLeast: 30 },
  });
  report.figure("ratioBest", Math.max(...ownRate) / Math.max(...peerRate), {
    label: "Patchbay / Node-RED, best over best",
  });
  report.figure("cpuMicrosecondsPerPacket", ownCpu, { label: "Patchbay, CPU us a packet, mean" });
  report.figure("nodeRedCpuMicrosecondsPerPacket", peerCpu, { label: "Node-RED, CPU us a message, mean" });
  report.figure("ratioCpu", peerCpu / ownCpu, { label: "Node-RED / Patchbay, CPU time a packet" });
}

async function queued(): Promise<void> {
  report.section("The same chain with one asynchronous node behind a block queue of 1000");
  for (const [mode, name, label] of [
    ["async-last", "asyncLastDeliveriesPerSecond", "asynchronous node last, deliveries/s, median"],
    ["async-first", "asyncFirstDeliveriesPerSecond", "asynchronous node first, deliveries/s, median"],
  ] as const) {
    const rates: number[] = [];
    for (let run = 0; run < 3; run++) rates.push(perSecond(await ours<ChainRun>(mode)));
    report.figure(name, median(rates), { label });
  }
}

async function memory(): Promise<void> {
  report.section("200,000 packets at once; ours into a slow sink behind a block queue of 64");
  const own = await ours<{ peakRssMb: number }>("burst");
  report.figure("burstPeakRssMb", own.peakRssMb, {
    label: "Patchbay, peak RSS, MB",
    goal: { atMost: 150 },
  });
  const peer = await measureNodeRed<{ peakRssMb: number }>("burst");
  report.figure("nodeRedBurstPeakRssMb", peer.peakRssMb, { label: "Node-RED, peak RSS, MB" });
}

async function fanOut(): Promise<void> {
  report.section("A 1 MB audio packet to 10 sinks");
  const costs: number[] = [];
  for (let run = 0; run < 3; run++) {
    costs.push((await ours<{ microsecondsPerEmit: number }>("fan-out")).microsecondsPerEmit);
  }
  report.figure("fanOutMicrosecondsPerEmit", median(costs), {
    label: "Patchbay, us an emit, median",
    goal: { atMost: 2 },
  });
  const peer = await measureNodeRed<{ microsecondsPerEmit: number }>("fan-out");
  report.figure("nodeRedFanOutMicrosecondsPerEmit", peer.microsecondsPerEmit, {
    label: "Node-RED, us a send, best of 3",
  });
}

async function sampling(): Promise<void> {
  report.section(
    "Time sampling of the metrics: the chain with it and without, 150 pairs in each of 5 processes",
  );
  const percents: number[] = [];
  for (let run = 0; run < 5; run++) {
    percents.push(...(await ours<{ overheadPercents: number[] }>("sampling")).overheadPercents);
  }
  report.figure("samplingOverheadPercent", median(percents), {
    label: "time that sampling adds, %, median",
    goal: { atMost: 2 },
  });
}

function perSecond({ deliveries, elapsedMs }: ChainRun): number {
  return (deliveries / elapsedMs) * 1000;
}

/** Mean CPU time a packet in us, over all runs since the kernel may count in coarse ticks; 11 deliveries each. */
function cpuUsAPacket(runs: readonly ChainRun[]): number {
  const cpuMs = runs.reduce((sum, run) => sum + run.cpuMs, 0);
  const deliveries = runs.reduce((sum, run) => sum + run.deliveries, 0);
  return (cpuMs * 1000 * 11) / deliveries;
}
