import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { replaceSource } from "#engine/flow/replace-source.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { applySettings } from "#engine/flow/settings.ts";
import { validateFlow } from "#engine/flow/validate.ts";
import { compileFlow } from "#engine/plan/compile.ts";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import { type Conversation, scoreConversation } from "#engine/quality/conversation.ts";
import type { ShownEvent } from "#engine/runtime/define-runtime.ts";
import { Session } from "#engine/runtime/session.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";

const folder = new URL(".", import.meta.url).pathname;
const samples = join(folder, "samples");
const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8")) as unknown;
const reference = readJson(join(samples, "conversation.json")) as Conversation;
const tasks = createDeviceManager();
afterAll(() => tasks.close());

const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

/** A flow of the folder. */
function readFlow(file: string): Flow {
  const checked = validateFlow(readJson(join(folder, file)), catalogue);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.flow;
}

const makesCaptions = (file: string) => readFlow(file).nodes.some(({ type }) => type === "caption-output");

/** Runs a flow on the sample conversation. Returns what it showed, the JSONL lines that it wrote and its metrics. */
async function runFlow(file: string) {
  const out = mkdtempSync(join(tmpdir(), "patchbay-flow-"));
  const source = { type: "file-input", config: { file: join(samples, reference.audio) } };
  const settings = makesCaptions(file) ? [`captions.folder=${out}`] : [];
  const flow = applySettings(replaceSource(readFlow(file), source, catalogue), settings, catalogue);
  const shown: ShownEvent[] = [];
  const show = (event: ShownEvent) => void shown.push(event);
  const session = new Session(compileFlow(flow, catalogue), { sessionId: "test", registry, tasks, show });
  await session.start();
  const lines = () => readFileSync(join(out, "captions.jsonl"), "utf8").trim().split("\n");
  return { session, out, shown, lines };
}

const eventsOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as CaptionEvent);

test.each(files.filter(makesCaptions))("%s runs to its end and says what was said", async (file) => {
  const { session, out, lines } = await runFlow(file);
  await session.done;
  const score = scoreConversation(reference, eventsOf(lines()));
  expect(score.wordErrorRate).toBeLessThan(0.1);
  const written = readdirSync(out);
  expect(written).toEqual(expect.arrayContaining(["captions.jsonl", "captions.srt", "captions.vtt"]));
});

test("live-translate gets every speaker turn right and translates each caption", async () => {
  const { session, lines } = await runFlow("live-translate.json");
  await session.done;
  const events = eventsOf(lines());
  const score = scoreConversation(reference, events);
  expect(score.rightSpeaker).toBe(score.turns);
  expect(Object.keys(score.translationErrorRate)).toEqual(["es", "fr"]);
  for (const rate of Object.values(score.translationErrorRate)) expect(rate).toBeLessThan(0.15);
  const count = (kind: string) => events.filter((event) => event.kind === kind).length;
  expect(count("translation")).toBe(2 * count("final"));
});

test("voice-meter shows one stretch of speech for every turn, around what was said, and the probability", async () => {
  const { session, shown } = await runFlow("voice-meter.json");
  await session.done;
  const linesOf = (id: string) =>
    shown.flatMap((event) => (event.kind === "line" && event.nodeId === id ? [event] : []));
  const stretches = linesOf("speech");
  expect(stretches).toHaveLength(reference.turns.length);
  for (const [at, { startMs, endMs }] of reference.turns.entries()) {
    expect(stretches[at]?.startMs).toBeLessThan(startMs + 50);
    expect(stretches[at]?.endMs).toBeGreaterThan(endMs - 50);
  }
  expect(linesOf("probability")[0]?.text).toContain("speech-probability");
});

test("a worker killed while the flow runs costs one more try and not one caption", async () => {
  const whole = await runFlow("live-translate.json");
  await whole.session.done;
  const { session, lines } = await runFlow("live-translate.json");
  const finals = () => lines().filter((line) => line.includes('"kind":"final"'));
  while (finals().length < 3) await new Promise((wake) => setTimeout(wake, 5));
  while (tasks.snapshot()[0]?.running === 0) await new Promise((wake) => setTimeout(wake, 1));
  process.kill(tasks.snapshot()[0]?.pid as number, "SIGKILL");
  await session.done;
  const text = (all: readonly string[]) => eventsOf(all).filter(({ kind }) => kind !== "partial");
  expect(text(lines())).toEqual(expect.arrayContaining(text(whole.lines())));
  expect(text(lines())).toHaveLength(text(whole.lines()).length);
  const retries = session.snapshot().nodes.reduce((sum, node) => sum + node.retries, 0);
  expect(retries).toBeGreaterThanOrEqual(1);
});
