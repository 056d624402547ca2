import { Report } from "./report.ts";
import { median } from "./support/statistics.ts";
import { Remote } from "./websocket/remote.ts";

/**
 * The server's sockets beside a bare ws server, on the same Node, in turn; each server in a process of its own and
 * its clients, on plain TCP, in another. Ours checks, numbers, bounds and decodes; bare ws does none of it.
 */
interface ListenerRun {
  readonly connectsPerSecond: number;
  readonly bytesAConnection: number;
  readonly cpuMsABroadcast: number;
}

interface AudioRun {
  readonly cpuMs: number;
  readonly lostSamples: number;
}

type Kind = "ours" | "bare";

const serverScript = new URL("./websocket/server.ts", import.meta.url);
const clientsScript = new URL("./websocket/clients.ts", import.meta.url);
const listenRuns = 3;
const listeners = 10_000;
const broadcasts = 20;
const broadcastBytes = 304; // with the head of its frame
const talkers = 500;
/** 2 s to warm up, 8 s that count. */
const warmFrames = 100;
const talkFrames = 400;
const talkRuns = 5;

const report = new Report("websocket");
await listening();
await talking();
report.finish();

async function listening(): Promise<void> {
  report.section(
    `${listeners} listeners: idle, then ${broadcasts} captions of 300 B; ${listenRuns} runs each, in turn`,
  );
  const [own, bare] = await inTurn(listenRuns, listen);
  const figures = (name: keyof ListenerRun) => [own, bare].map((all) => median(all.map((run) => run[name])));
  compare("bytesAConnection", "memory a connection, bytes", figures("bytesAConnection"), 1.6);
  compare("cpuMsABroadcast", "CPU of a caption to all, ms", figures("cpuMsABroadcast"), 1.3);
  compare("connectsPerSecond", "connections opened a second", figures("connectsPerSecond"));
}

async function talking(): Promise<void> {
  const seconds = (talkFrames * 20) / 1000;
  report.section(
    `${talkers} clients that send 20 ms of 16 kHz audio every 20 ms for ${seconds} s; ${talkRuns} runs each`,
  );
  const [own, bare] = await inTurn(talkRuns, talk);
  const percent = (all: readonly AudioRun[]) => median(all.map(({ cpuMs }) => cpuMs / 10 / seconds));
  compare("audioCpuPercent", "CPU, % of a core", [percent(own), percent(bare)], 1.5);
  const lost = own.reduce((sum, { lostSamples }) => sum + lostSamples, 0);
  report.figure("lostSamples", lost, { label: "Patchbay, samples lost", goal: { atMost: 0 } });
}

/** Figures of ours and of the bare server, and their ratio. */
function compare(name: string, label: string, values: readonly number[], atMost?: number): void {
  const [own = Number.NaN, bare = Number.NaN] = values;
  const capital = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  report.figure(name, own, { label: `Patchbay, ${label}` });
  report.figure(`bare${capital}`, bare, { label: `bare ws, ${label}` });
  const goal = atMost === undefined ? {} : { goal: { atMost } };
  report.figure(`ratio${capital}`, own / bare, { label: `Patchbay / bare ws, ${label}`, ...goal });
}

async function inTurn<Run>(runs: number, measure: (kind: Kind) => Promise<Run>): Promise<[Run[], Run[]]> {
  const own: Run[] = [];
  const bare: Run[] = [];
  for (let run = 0; run < runs; run++) {
    bare.push(await measure("bare"));
    own.push(await measure("ours"));
  }
  return [own, bare];
}

/** Two processes, ended afterwards in any case. */
async function withServer<Run>(
  kind: Kind,
  path: string,
  measure: (server: Remote, clients: Remote) => Promise<Run>,
): Promise<Run> {
  const server = new Remote(serverScript, [kind]);
  let clients: Remote | undefined;
  try {
    const port = await server.ask<number>("port");
    clients = new Remote(clientsScript, [String(port), path]);
    return await measure(server, clients);
  } finally {
    await clients?.stop();
    await server.stop();
  }
}

function listen(kind: Kind): Promise<ListenerRun> {
  return withServer(kind, "/ws/captions/bench", async (server, clients) => {
    const before = await server.ask<number>("rssBytes");
    const openMs = await clients.ask<number>("open", listeners);
    const after = await server.ask<number>("rssBytes");
    await clients.ask("received", 0);
    const broadcast = async (count: number) => {
      for (let number = 0; number < count; number++) {
        await server.ask("broadcast");
        await clients.ask("received", listeners * broadcastBytes);
      }
    };
    await broadcast(3); // to warm up
    const startMs = await server.ask<number>("cpuMs");
    await broadcast(broadcasts);
    const cpuMs = (await server.ask<number>("cpuMs")) - startMs;
    return {
      connectsPerSecond: (listeners * 1000) / openMs,
      bytesAConnection: (after - before) / listeners,
      cpuMsABroadcast: cpuMs / broadcasts,
    };
  });
}

function talk(kind: Kind): Promise<AudioRun> {
  return withServer(kind, "/ws/audio", async (server, clients) => {
    await clients.ask("open", talkers);
    await clients.ask("hello");
    const warmed = await clients.ask<number>("send", warmFrames);
    const startMs = await server.ask<number>("cpuMs");
    const sent = warmed + (await clients.ask<number>("send", talkFrames));
    await new Promise((resolve) => setTimeout(resolve, 100)); // what is on its way counts as well
    const cpuMs = (await server.ask<number>("cpuMs")) - startMs;
    await clients.ask("stop");
    let arrived = 0;
    for (let look = 0; look < 50 && arrived < sent; look++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      arrived = await server.ask<number>("samples");
    }
    return { cpuMs, lostSamples: sent - arrived };
  });
}
