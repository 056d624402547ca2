import { expect, test } from "vitest";
import { audioPackets, type PortPacket, startNode } from "#engine/testing/run-node.ts";
import { debugNode } from "./runtime.ts";

const tone = Float32Array.from({ length: 1600 }, (_, at) => Math.sin((2 * Math.PI * 440 * at) / 16000));
const packets: PortPacket[] = audioPackets(tone, 16000, 400).map((packet) => ({ port: "in", packet }));

async function run(every: number, sent = packets) {
  const { session, outputs, shown } = startNode(debugNode, { packets: sent, config: { every } });
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
    ...{ kind: "line", nodeId: "node", port: "in", startMs: 0, endMs: 25 },
    text: "audio samples=400 samples at -3.0 dBFS sampleRateHz=16000",
  });
});

test("a long value is cut, so that what comes after it is seen, too", async () => {
  const event = { type: "event", name: "x".repeat(500), data: {} } as const;
  const packet = { ...event, startSamples: 0, endSamples: 16, clockRateHz: 16_000 };
  const { shown } = await run(1, [{ port: "in", packet }]);
  expect(shown).toMatchObject([{ text: `event name="${"x".repeat(118)}… data={}` }]);
});

test("a fraction is shown with the digits that a reader needs, a whole number with all", async () => {
  const data = {
    probabilities: [0.9987635612487793, 0.00019508600234985352],
    lagMs: 12345.678901,
    at: 1796158565307,
  };
  const event = { type: "event", name: "p", data } as const;
  const { shown } = await run(1, [
    { port: "in", packet: { ...event, startSamples: 0, endSamples: 16, clockRateHz: 16_000 } },
  ]);
  expect(shown).toMatchObject([
    { text: 'event name="p" data={"probabilities":[0.999,0.000195],"lagMs":12345.679,"at":1796158565307}' },
  ]);
});
