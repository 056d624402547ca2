import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FlowError } from "#engine/errors.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { metricTable } from "./metric-table.ts";
import { Metrics } from "./metrics.ts";
import { metricsDocument } from "./metrics-document.ts";
import { measuredSession, seriesValue } from "./testing.ts";

const packetsIn = 'patchbay_node_packets_total{flow="live-translate",node="vad",direction="in"}';
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;
const { signal } = new AbortController();

async function value(metrics: Metrics, series: string): Promise<number | undefined> {
  return seriesValue(await metrics.text(), series);
}

test("counters only rise while sessions come and go", async () => {
  const metrics = new Metrics(".");
  const seen: number[] = [];
  const step = async (...sessions: Parameters<Metrics["collectSessions"]>[0]) => {
    metrics.collectSessions(sessions);
    seen.push((await value(metrics, packetsIn)) ?? Number.NaN);
  };
  await step(measuredSession("a", 10));
  await step(measuredSession("a", 30), measuredSession("b", 5));
  await step(measuredSession("b", 8));
  await step();
  await step(measuredSession("c", 2));
  expect(seen).toEqual([10, 35, 38, 38, 40]);
});

test("what a session did after the last collection is counted when it ends", async () => {
  const metrics = new Metrics(".");
  metrics.collectSessions([measuredSession("a", 10)]);
  metrics.sessionEnded(measuredSession("a", 14));
  metrics.collectSessions([measuredSession("a", 14)]);
  metrics.collectSessions([]);
  expect(await value(metrics, packetsIn)).toBe(14);
});

test("a session taken up again under its id counts on from where it was", async () => {
  const metrics = new Metrics(".");
  for (const count of [100, 3, 5]) metrics.collectSessions([measuredSession("a", count)]);
  expect(await value(metrics, packetsIn)).toBe(105);
});

test("a node that a deployment took out and another brought back counts on, and the others are not counted twice", async () => {
  const metrics = new Metrics(".");
  const session = measuredSession("a", 100);
  const others = session.snapshot.nodes.map((node) => ({ ...node, nodeId: "other" }));
  const withNodes = (nodes: typeof others) => ({ ...session, snapshot: { ...session.snapshot, nodes } });
  const [back] = measuredSession("a", 3).snapshot.nodes;
  metrics.collectSessions([withNodes([...session.snapshot.nodes, ...others])]);
  metrics.collectSessions([withNodes(others)]);
  metrics.collectSessions([withNodes(back === undefined ? [] : [back, ...others])]);
  expect(await value(metrics, packetsIn)).toBe(103);
  expect(await value(metrics, packetsIn.replace('"vad"', '"other"'))).toBe(100);
});

test("results are counted by node type and verdict, over all nodes and sessions, and a restart takes nothing away", async () => {
  const metrics = new Metrics(".");
  const judged = (id: string, packets: number, heard: number) =>
    measuredSession(id, packets, { nodeType: "transcribe", verdicts: { heard, repetitive: 1 } });
  metrics.collectSessions([judged("a", 10, 4), judged("b", 10, 2)]);
  metrics.collectSessions([judged("a", 12, 5), judged("b", 3, 1)]);
  expect(await value(metrics, 'patchbay_verdicts_total{node_type="transcribe",verdict="heard"}')).toBe(8);
  expect(await value(metrics, 'patchbay_verdicts_total{node_type="transcribe",verdict="repetitive"}')).toBe(
    3,
  );
});

test("audio that live sources lost is counted once", async () => {
  const metrics = new Metrics(".");
  const lost = (inputDroppedMs: number) => {
    const session = measuredSession("a", 10);
    return { ...session, snapshot: { ...session.snapshot, inputDroppedMs } };
  };
  for (const ms of [0, 1500, 1500, 2000]) metrics.collectSessions([lost(ms)]);
  expect(await value(metrics, 'patchbay_input_dropped_seconds_total{flow="live-translate"}')).toBe(2);
});

test("an estimate of busy time that falls takes nothing from its counter", async () => {
  const metrics = new Metrics(".");
  const series = 'patchbay_node_busy_seconds_total{flow="live-translate",node="vad"}';
  for (const [count, busyMs] of [
    [1, 5000],
    [2, 4000],
    [3, 6000],
  ] as const)
    metrics.collectSessions([measuredSession("a", count, { busyMs })]);
  expect(await value(metrics, series)).toBe(6);
});

test("gauges tell of the worst live session, and of nothing when there is none", async () => {
  const metrics = new Metrics(".");
  const lag = 'patchbay_session_lag_seconds{flow="live-translate"}';
  metrics.collectSessions([
    measuredSession("a", 1, { lagMs: 300 }),
    measuredSession("b", 1, { lagMs: 1200 }),
  ]);
  expect(await value(metrics, lag)).toBe(1.2);
  expect(await value(metrics, 'orchestration_sessions_active{flow="live-translate",state="live"}')).toBe(2);
  metrics.collectSessions([]);
  expect(await value(metrics, lag)).toBeUndefined();
});

test("no label holds a session id, and the number of series is bounded", async () => {
  const metrics = new Metrics(".");
  for (let flow = 0; flow < 2100; flow++) {
    metrics.collectSessions([{ ...measuredSession(`secret-id-${flow}`, 1), flowId: `flow-${flow}` }]);
  }
  const text = await metrics.text();
  expect(text).not.toContain("secret-id");
  expect(text.match(/^patchbay_node_errors_total|^patchbay_edge_dropped_total\{/gm) ?? []).toHaveLength(0);
  expect(text.match(/^patchbay_node_packets_total\{/gm)).toHaveLength(2001);
  expect(
    seriesValue(
      text,
      packetsIn.replace("live-translate", "other").replace('"vad"', '"other"').replace('"in"', '"other"'),
    ),
  ).toBe(100);
});

test("a device's tasks and crashes add up over a pool that begins again", async () => {
  const metrics = new Metrics(".");
  const pool = { device: "cpu", running: 1, waiting: 4, completed: 50, crashes: 1 };
  metrics.collectDevices([pool]);
  metrics.collectDevices([{ ...pool, completed: 2, crashes: 0 }]);
  expect(await value(metrics, 'patchbay_device_tasks_total{device="cpu"}')).toBe(52);
  expect(await value(metrics, 'patchbay_device_crashes_total{device="cpu"}')).toBe(1);
  expect(await value(metrics, 'patchbay_device_queue_depth{device="cpu"}')).toBe(4);
});

test("tasks that a device passed on add up, and a breaker is shown while it is not closed", async () => {
  const metrics = new Metrics(".");
  const pool = { device: "npu", running: 0, waiting: 0, completed: 9, crashes: 1 };
  const breaker = 'patchbay_device_breaker_open{device="npu",model="whisper-tiny"}';
  const values: (number | undefined)[] = [];
  for (const state of ["open", "half-open"]) {
    metrics.collectDevices([{ ...pool, fallbacks: 3, breakers: [{ model: "whisper-tiny", state }] }]);
    values.push(await value(metrics, breaker));
  }
  metrics.collectDevices([{ ...pool, fallbacks: 3 }]);
  expect([...values, await value(metrics, breaker)]).toEqual([1, 0.5, undefined]);
  expect(await value(metrics, 'patchbay_device_fallbacks_total{device="npu"}')).toBe(3);
});

test("sockets that were cut or refused are counted once, although their counters are collected often", async () => {
  const metrics = new Metrics(".");
  const counters = {
    cut: { unread: 2, silent: 0 },
    refused: { "401": 1 } as Record<string, number>,
    dropped: 5,
  };
  metrics.collectSockets(counters);
  counters.cut.unread = 3;
  counters.refused["429"] = 4;
  metrics.collectSockets(counters);
  expect(await value(metrics, 'patchbay_socket_cuts_total{reason="unread"}')).toBe(3);
  expect(await value(metrics, 'patchbay_socket_refusals_total{status="429"}')).toBe(4);
  expect(await value(metrics, "patchbay_socket_dropped_total")).toBe(5);
});

test("tasks are timed by node type and device, translations counted by result", async () => {
  const metrics = new Metrics(".");
  let broken = false;
  const tasks: TaskRunner = {
    run: async () => {
      if (broken) throw new FlowError("task.failed");
      return { output: 1, device: "cpu", attempts: 1 };
    },
  };
  const timed = metrics.timed(tasks);
  const run = (type: string) =>
    timed.run({ nodeType: type, module: "file:///task.ts", input: 0, devices: ["cpu"], signal });
  await run("transcribe");
  await run("translate");
  broken = true;
  await expect(run("translate")).rejects.toThrow(FlowError);
  expect(await value(metrics, 'whisper_transcription_duration_seconds_count{device="cpu"}')).toBe(1);
  expect(await value(metrics, 'translation_requests_total{device="cpu",result="ok"}')).toBe(1);
  expect(await value(metrics, 'translation_requests_total{device="none",result="failed"}')).toBe(1);
});

test("speakers are those of the live sessions", async () => {
  const metrics = new Metrics(".");
  const series = 'speaker_diarization_speakers_detected{flow="live-translate"}';
  const spoke = (speaker: number) =>
    ({ type: "speaker", segmentId: 1, speaker, similarity: 1, isNew: true, startMs: 0, endMs: 1 }) as const;
  metrics.sessionEvent("a", spoke(1));
  metrics.sessionEvent("a", spoke(2));
  metrics.sessionEvent("b", spoke(1));
  metrics.collectSessions([measuredSession("a", 1), measuredSession("b", 1)]);
  expect(await value(metrics, series)).toBe(3);
  metrics.collectSessions([measuredSession("b", 1)]);
  expect(await value(metrics, series)).toBe(1);
});

test("the machine's figures are real ones", async () => {
  const metrics = new Metrics(".");
  const text = await metrics.text();
  const size = seriesValue(text, "system_memory_size_bytes") ?? 0;
  expect(seriesValue(text, "system_memory_usage_bytes")).toBeGreaterThan(0);
  expect(seriesValue(text, "system_memory_usage_bytes")).toBeLessThan(size);
  expect(seriesValue(text, "system_disk_usage_bytes")).toBeLessThan(
    seriesValue(text, "system_disk_size_bytes") ?? 0,
  );
  expect(seriesValue(text, "process_resident_memory_bytes")).toBeGreaterThan(1e6);
});

test("METRICS.md says what the table says", () => {
  const committed = readFileSync(join(import.meta.dirname, "METRICS.md"), "utf8");
  expect(committed, "METRICS.md is old: run `npm run docs`").toBe(metricsDocument());
  for (const [name, { help }] of Object.entries(metricTable)) {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(help.endsWith("."), name).toBe(true);
  }
});

test.skipIf(!hasPromtool)("promtool finds nothing wrong (skipped where it is not installed)", async () => {
  const metrics = new Metrics(".");
  metrics.collectSessions([measuredSession("a", 25, { errors: 1, retries: 1 })]);
  metrics.collectDevices([{ device: "cpu", running: 1, waiting: 0, completed: 3, crashes: 1 }]);
  metrics.httpRequest("/api/flows/:id", "GET", 200);
  metrics.serviceHealth("sessions", true);
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], {
    input: ownMetrics(await metrics.text()),
    encoding: "utf8",
  });
  expect(`${stdout}${stderr}`).toBe("");
  expect(status).toBe(0);
});

/** The page without prom-client's own process metrics, whose names we don't choose. */
function ownMetrics(text: string): string {
  const blocks = text.split("\n\n").filter((block) => !/^# HELP (process|nodejs)_/.test(block));
  return `${blocks.join("\n").trim()}\n`;
}
