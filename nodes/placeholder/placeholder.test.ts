import { expect, test } from "vitest";
import { configProblems } from "#engine/flow/config.ts";
import { type OriginalEntry, placeholderNode as placeholderFor } from "#engine/flow/import-placeholder.ts";
import { audioPackets, runNode } from "#engine/testing/run-node.ts";
import { definition } from "./definition.ts";
import { placeholderNode } from "./runtime.ts";

const original: OriginalEntry = {
  source: "node-red",
  originalType: "inject",
  properties: JSON.parse('{"id":"a","__proto__":{"x":1},"wires":[["b"],[]],"props":[{"p":"payload"}]}'),
  reason: "Patchbay has none.",
};

test("an enabled placeholder hands every packet on unchanged", async () => {
  const packets = audioPackets(new Float32Array(1600), 16000, 400).map((packet) => ({ port: "in", packet }));
  const out = await runNode(placeholderNode, { packets, config: { ...original } });
  expect(out).toEqual(packets.map(({ packet }) => ({ port: "out", packet })));
  out.forEach(({ packet }, at) => {
    expect(packet).toBe(packets[at]?.packet);
  });
});

test("what an importer stores is a valid config, whatever the original held", () => {
  expect(configProblems(placeholderFor({ id: "a" }, original), definition)).toEqual([]);
});
