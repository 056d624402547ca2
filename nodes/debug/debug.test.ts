import { expect, test } from "vitest";
import { audioPackets, startNode } from "#engine/testing/run-node.ts";
import { debugNode } from "./runtime.ts";

const tone = Float32Array.from({ length: 1600 }, (_, at) => Math.sin((2 * Math.PI * 440 * at) / 16000));
const packets = audioPackets(tone, 16000, 400).map((packet) => ({ port: "in", packet }));

async function run(every: number) {
  const { session, outputs, shown } = startNode(debugNode, { packets, config: { every } });
  await session.start();
  await session.done;
  return { outputs, shown };
}

test("every packet passes unchanged", async () => {
  const { outputs } = await run(3);
  expect(outputs.map(({ packet }) => packet)).toEqual(packets.map(({ packet }) => packet));
});

test("one packet in `every` is shown, with its media time and level", async () => {
  const { shown } = await run(3);
  expect(shown).toHaveLength(2);
  expect(shown[0]).toEqual({
    kind: "debug",
    nodeId: "node",
    text: "audio 0.000-0.025 samples=400 samples at -3.0 dBFS sampleRateHz=16000",
  });
});
