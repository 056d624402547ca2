import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { AudioPacket } from "#engine/graph/packets.ts";
import type { NodeType } from "#engine/runtime/define-runtime.ts";
import { audioPackets, runNode } from "#engine/testing/run-node.ts";

const root = new URL("..", import.meta.url).pathname;
// Inside the project, so that #engine/… resolves as it does for a real node.
const folder = join(root, "out", "readme-test");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the node of the README works as it stands there, in at most 20 lines of code", async () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [definition = "", runtime = ""] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(
    ([, code]) => code,
  );
  const lines = `${definition}${runtime}`.split("\n");
  const written = lines.filter((line) => line.trim() !== "" && !line.startsWith("import"));
  expect(written.length).toBeLessThanOrEqual(20);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "definition.ts"), definition);
  writeFileSync(join(folder, "runtime.ts"), runtime);
  const { gainNode } = (await import(join(folder, "runtime.ts"))) as { gainNode: NodeType };
  const [packet] = audioPackets(Float32Array.of(0.1, -0.2), 16000);
  const [out] = await runNode(gainNode, {
    packets: [{ port: "audio", packet: packet as AudioPacket }],
    config: { gainDb: 20 },
  });
  const amplified = [...((out?.packet as AudioPacket | undefined)?.samples ?? [])];
  expect(amplified.map((sample) => Math.round(sample * 1000))).toEqual([1000, -2000]);
});
