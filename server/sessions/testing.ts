import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { decodeWav } from "#engine/audio/wav.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import type { ShownLine } from "#engine/protocol/shown-line.ts";
import { type Conversation, scoreConversation } from "#engine/quality/conversation.ts";
import { type Logger, silentLogger } from "#engine/runtime/logger.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import type { AudioAttachment, CaptionPublisher, ShownFrom } from "./service.ts";
import { SessionManager } from "./session-manager.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { SessionStore, StoredEvent } from "./store.ts";

const root = new URL("../../", import.meta.url).pathname;

/** What the sample conversation holds, and its sound. */
export const reference = JSON.parse(
  readFileSync(join(root, "flows/samples/conversation.json"), "utf8"),
) as Conversation;
const { samples, sampleRateHz } = decodeWav(readFileSync(join(root, "flows/samples/conversation.wav")));

export { sampleRateHz, samples };

/** A client's hello with the sample's format. */
export const hello: AudioHello = {
  type: "hello",
  version: 1,
  format: "pcm-s16le",
  sampleRateHz,
  channels: 1,
};

/** How long the sessions of a test wait, and are left to a manager that does not renew them, in ms. */
interface Times {
  readonly waitMs?: number;
  readonly leaseMs?: number;
}

/** A manager over a store in memory, with live-translate deployed as revision 3; `deploy` makes another active. */
export function setUp(tasks: TaskRunner, times: Times = {}) {
  const store = new SqliteStore(":memory:");
  const moves: string[] = [];
  const published: StoredEvent[] = [];
  const ended: string[] = [];
  const shown: (ShownFrom & ShownLine)[] = [];
  const log: { level: string; message: string; fields: Record<string, unknown> }[] = [];
  const publisher: CaptionPublisher = {
    event: (_, stored) => void published.push(stored),
    partial: () => {},
    end: (sessionId) => void ended.push(sessionId),
  };
  const flow = JSON.parse(readFileSync(join(root, "flows/live-translate.json"), "utf8")) as Flow;
  const revisions = new Map([[3, flow]]);
  const deploy = (changed: Flow) => revisions.set(revisions.size + 3, changed);
  const note = (sessionId: string | undefined, level: string) => (message: string, fields?: object) =>
    void log.push({ level, message, fields: { sessionId, ...fields } });
  const logger = (sessionId?: string): Logger => ({
    ...silentLogger,
    info: note(sessionId, "info"),
    warn: note(sessionId, "warn"),
  });
  const newManager = (over: SessionStore = store) =>
    new SessionManager({
      ...times,
      catalogue,
      registry,
      store: over,
      tasks,
      publisher,
      moved: (how) => void moves.push(how),
      deployment: (id, revision = Math.max(...revisions.keys())) => {
        const found = id === "live-translate" ? revisions.get(revision) : undefined;
        return found && { flow: found, revision };
      },
      logger,
      shown: (from, line) => void shown.push({ ...from, ...line }),
    });
  return { store, published, ended, shown, log, moves, flow, deploy, newManager, manager: newManager() };
}

/** Pushes a stretch of the sample at about eight times its speed, so that nothing has to be dropped. */
export async function speak(to: AudioAttachment, fromMs: number, toMs: number): Promise<void> {
  const frame = sampleRateHz / 10;
  const end = Math.min(samples.length, (toMs * sampleRateHz) / 1000);
  for (let at = (fromMs * sampleRateHz) / 1000; at < end; at += frame) {
    to.push(samples.slice(at, Math.min(end, at + frame)), sampleRateHz);
    await new Promise((wake) => setTimeout(wake, 12));
  }
}

/** The captions among a session's events. */
export const captions = (events: readonly StoredEvent[]): CaptionEvent[] =>
  events.flatMap(({ event }) => (event.type === "caption" ? [event.event] : []));

/** Every word and speaker up to a point of the sample, nothing lost and nothing twice. */
export function expectWhole(events: readonly CaptionEvent[], untilMs: number): void {
  const turns = reference.turns.filter(({ endMs }) => endMs < untilMs);
  expect(scoreConversation({ ...reference, turns }, events)).toMatchObject({
    wordErrorRate: 0,
    rightSpeaker: turns.length,
  });
}
