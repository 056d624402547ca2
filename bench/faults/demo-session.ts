import { readFileSync } from "node:fs";
import { decodeWav } from "#engine/audio/wav.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { SessionEvent } from "#engine/protocol/session-event.ts";
import { silentLogger } from "#engine/runtime/logger.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import type { LiveSessionInfo } from "#server/sessions/service.ts";
import { SessionManager } from "#server/sessions/session-manager.ts";
import { SqliteStore } from "#server/sessions/sqlite-store.ts";

const flows = new URL("../../flows/", import.meta.url);
const { samples, sampleRateHz } = decodeWav(readFileSync(new URL("samples/conversation.wav", flows)));
const frameMs = 100;

/** The demo flow, as it is. */
export const demoFlow = JSON.parse(readFileSync(new URL("live-translate.json", flows), "utf8")) as Flow;
/** Length of the sample conversation in ms. */
export const sampleMs = (samples.length * 1000) / sampleRateHz;

/** A device event of the session's log. */
export type DeviceEvent = Extract<SessionEvent, { type: "device" }>;

/** What happens to a session while it runs. */
export interface DemoScript {
  /** Speaks the conversation into it, to the end. */
  readonly speak: (say: (fromMs: number, toMs: number, everyMs: number) => Promise<void>) => Promise<void>;
  /** Told of each device event that was kept, with what the node shows at that moment. */
  readonly deviceEvent?: (event: DeviceEvent, missed: string | undefined) => void;
}

/** What came of a session. */
export interface DemoRun {
  /** One line for each final caption and translation in its log: what a listener reads, and when. */
  readonly captions: readonly string[];
  /** Tasks tried again, all nodes together. */
  readonly retries: number;
  /** Audio and packets that nobody took in time; partials are passed over by design and do not count. */
  readonly inputDroppedMs: number;
}

/** Runs one live session as the server does, over a store in memory. */
export async function runDemo(flow: Flow, tasks: TaskRunner, script: DemoScript): Promise<DemoRun> {
  const store = new SqliteStore(":memory:");
  let last: LiveSessionInfo | undefined;
  const manager: SessionManager = new SessionManager({
    catalogue,
    registry,
    store,
    tasks,
    publisher: {
      event(_, { event }) {
        if (event.type !== "device") return;
        const nodes = manager.live()[0]?.snapshot.nodes ?? [];
        script.deviceEvent?.(event, nodes.find(({ nodeId }) => nodeId === event.nodeId)?.missed?.device);
      },
      partial() {},
      end() {},
    },
    deployment: () => ({ flow, revision: 1 }),
    logger: () => silentLogger,
    ended: (info) => {
      last = info;
    },
  });
  const client = await manager.attach({
    ...{ type: "hello", version: 1, format: "pcm-s16le", sampleRateHz, channels: 1 },
  });
  await script.speak((fromMs, toMs, everyMs) => say(client, fromMs, toMs, everyMs));
  await client.stop();
  const log = await store.read(client.sessionId, 0);
  await store.close();
  return {
    captions: log.flatMap(({ event }) => captionLine(event)),
    retries: last?.snapshot.nodes.reduce((sum, { retries }) => sum + retries, 0) ?? 0,
    inputDroppedMs: last?.snapshot.inputDroppedMs ?? 0,
  };
}

/** Captions that are in one list and not in the other. */
export function differing(expected: readonly string[], found: readonly string[]): number {
  const missing = expected.filter((line) => !found.includes(line)).length;
  return missing + Math.max(0, found.length + missing - expected.length);
}

/** @param everyMs wall time between frames of 100 ms */
async function say(
  client: { push(samples: Float32Array, sampleRateHz: number): void },
  fromMs: number,
  toMs: number,
  everyMs: number,
): Promise<void> {
  const startMs = performance.now();
  for (let atMs = fromMs; atMs < Math.min(toMs, sampleMs); atMs += frameMs) {
    const dueMs = startMs + ((atMs - fromMs) / frameMs) * everyMs - performance.now();
    if (dueMs > 0) await new Promise((wake) => setTimeout(wake, dueMs));
    const [start, end] = [atMs, Math.min(toMs, atMs + frameMs)].map((ms) => (ms * sampleRateHz) / 1000);
    client.push(samples.slice(start, end), sampleRateHz);
  }
}

function captionLine(event: SessionEvent): string[] {
  if (event.type !== "caption") return [];
  const { kind, segmentId, language, speaker, startMs, endMs, text } = event.event;
  return [[kind, segmentId, language, speaker, startMs, endMs, text].join(" ")];
}
