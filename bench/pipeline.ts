/**
 * How fast the demo pipeline is on the CPU: real-time factor (processing time by media time) of the whole and of
 * every node, with the device manager that the command line uses. Real time itself is the floor.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { replaceSource } from "#engine/flow/replace-source.ts";
import { validateFlow } from "#engine/flow/validate.ts";
import { compileFlow } from "#engine/plan/compile.ts";
import { Session, type SessionSnapshot } from "#engine/runtime/session.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { Report } from "./report.ts";
import { median } from "./support/statistics.ts";

const runs = 5;
const flowFile = new URL("../flows/live-translate.json", import.meta.url);
const audioFile = fileURLToPath(new URL("../flows/samples/conversation.wav", import.meta.url));

const report = new Report("pipeline");
const checked = validateFlow(JSON.parse(readFileSync(flowFile, "utf8")), catalogue);
if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
const flow = replaceSource(checked.flow, { type: "file-input", config: { file: audioFile } }, catalogue);
const tasks = createDeviceManager();

const results: { wallMs: number; snapshot: SessionSnapshot }[] = [];
// The first run loads the models in every worker; it is not counted.
for (let run = 0; run <= runs; run++) {
  const session = new Session(compileFlow(flow, catalogue), { sessionId: "bench", registry, tasks });
  await session.start();
  const startMs = performance.now();
  await session.done;
  const result = { wallMs: performance.now() - startMs, snapshot: session.snapshot() };
  if (run > 0) results.push(result);
}
await tasks.close();

const { mediaMs, nodes } = (results[0] as (typeof results)[number]).snapshot;
report.section(
  `live-translate over ${(mediaMs / 1000).toFixed(1)} s of conversation, median of ${runs} runs`,
);
report.figure("realTimeFactor", median(results.map(({ wallMs }) => wallMs / mediaMs)), {
  label: "whole pipeline, wall time by media time",
  goal: { atMost: 0.5 },
});
for (const { nodeId } of nodes) {
  const factors = results.map(({ snapshot }) => snapshot.nodes.find((node) => node.nodeId === nodeId));
  report.figure(`${nodeId}RealTimeFactor`, median(factors.map((node) => node?.realTimeFactor ?? 0)), {
    label: `  ${nodeId}, busy time by media time`,
  });
}
report.finish();
