import { expect, test } from "vitest";
import type { AudioPacket } from "#engine/graph/packets.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";
import { runNode, startNode } from "#engine/testing/run-node.ts";
import { audioSocketNode } from "./runtime.ts";

test("what is pushed while the session runs comes out whole, on the clock of the first frame", async () => {
  const input = new AudioFeed();
  const { session, outputs } = startNode(audioSocketNode, { input });
  await session.start();
  const pushed = Float32Array.from({ length: 44_100 }, (_, at) => Math.sin(at / 9));
  for (let at = 0; at < pushed.length; at += 882) input.push(pushed.slice(at, at + 882), 44_100);
  input.push(new Float32Array(1600), 16_000); // the client changed its microphone
  input.end();
  await session.done;
  const packets = outputs.map(({ packet }) => packet as AudioPacket);
  const first = packets.filter(({ sampleRateHz }) => sampleRateHz === 44_100);
  expect(first.flatMap(({ samples }) => [...samples])).toEqual([...pushed]);
  expect(packets.at(-1)).toMatchObject({ sampleRateHz: 16_000, startSamples: 44_100, endSamples: 48_510 });
  expect(new Set(packets.map(({ clockRateHz }) => clockRateHz))).toEqual(new Set([44_100]));
});

test("a session that is taken up again goes on at the place where its audio goes on", async () => {
  const input = new AudioFeed({ clockRateHz: 48_000, startSamples: 96_000 });
  input.push(new Float32Array(4800), 48_000);
  input.end();
  const [sent] = await runNode(audioSocketNode, { input });
  expect(sent?.packet).toMatchObject({ startSamples: 96_000, endSamples: 100_800, clockRateHz: 48_000 });
});

test("a session that nobody feeds does not start", async () => {
  const { session } = startNode(audioSocketNode);
  await expect(session.start()).rejects.toMatchObject({ code: "input.missing", nodeId: "node" });
});

test("a stop ends it though its client goes on", async () => {
  const input = new AudioFeed();
  const { session } = startNode(audioSocketNode, { input });
  await session.start();
  input.push(new Float32Array(480), 48_000);
  session.stop();
  await session.done;
});
