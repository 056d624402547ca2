import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compileFlow } from "#engine/plan/compile.ts";
import type { ShownEvent } from "#engine/runtime/define-runtime.ts";
import { Session } from "#engine/runtime/session.ts";
import { noTasks } from "#engine/testing/run-node.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import { flowText } from "../flow-text.ts";
import { importText } from "../import-text.ts";
import type { Flow } from "../schema.ts";
import { validateFlow } from "../validate.ts";

/** Node-RED's own examples; they lie beside the project, and the tests skip where they are absent. */
const folder = fileURLToPath(new URL("../../../../shared/node-red-flows/", import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

const options = { catalogue, existingIds: new Set<string>(), onClash: "copy" } as const;
const placeholdersOf = (flows: readonly Flow[]) =>
  flows.flatMap(({ nodes }) => nodes.filter(({ type }) => type === "placeholder"));

/** The flow with a short tone into every node that is enabled. */
function withTone(flow: Flow): Flow {
  const tone = { id: "tone", type: "test-tone", config: { durationMs: 500, pace: "fast" } };
  const running = flow.nodes.filter(({ disabled }) => disabled !== true);
  const wires = running.map(({ id }) => ({
    from: { node: "tone", port: "audio" },
    to: { node: id, port: "in" },
  }));
  return { ...flow, nodes: [...flow.nodes, tone], edges: [...flow.edges, ...wires] };
}

async function run(flow: Flow): Promise<ShownEvent[]> {
  const shown: ShownEvent[] = [];
  const plan = compileFlow(flow, catalogue);
  const show = (event: ShownEvent) => shown.push(event);
  const session = new Session(plan, { sessionId: "import", registry, tasks: noTasks, show });
  await session.start();
  await session.done;
  return shown;
}

describe.skipIf(files.length === 0)("Node-RED's examples (skipped without ../shared/node-red-flows)", () => {
  test.each(files)("%s: every entry is accounted for, and the rest of it runs", async (file) => {
    const text = readFileSync(folder + file, "utf8");
    const entries = JSON.parse(text) as Record<string, unknown>[];
    const { flows, report } = importText(text, options);
    expect(report.total).toBe(entries.length);
    expect(report.mapped + report.kept).toBe(entries.length);
    expect(report.entries.map(({ id, type }) => [id, type])).toEqual(
      entries.map(({ id, type }) => [id, type]),
    );
    const expected = report.entries.flatMap(({ outcome }, at) => (outcome === "kept" ? [entries[at]] : []));
    const originals = placeholdersOf(flows).map(({ config }) => config?.["properties"]);
    expect(originals).toHaveLength(expected.length);
    expect(originals).toEqual(expect.arrayContaining(expected));
    for (const flow of flows) {
      const checked = validateFlow(withTone(flow), catalogue);
      expect(checked).not.toHaveProperty("problems");
      const debugs = flow.nodes.filter(({ type, disabled }) => type === "debug" && disabled !== true);
      const shown = await run(withTone(flow));
      expect(new Set(shown.map((event) => "nodeId" in event && event.nodeId))).toEqual(
        new Set(debugs.map(({ id }) => id)),
      );
    }
  });

  test.each(files)("%s: exported and imported again, nothing of a placeholder is lost", (file) => {
    const { flows } = importText(readFileSync(folder + file, "utf8"), options);
    const exported = `[${flows.map(flowText).join(",")}]`;
    const again = importText(exported, options);
    expect(again.flows).toEqual(flows);
    expect(again.report).toMatchObject({ kept: 0, dropped: [], renamed: [] });
    expect(placeholdersOf(again.flows)).toEqual(placeholdersOf(flows));
  });
});
