import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Resampler } from "#engine/audio/resampler.ts";
import { decodeWav } from "#engine/audio/wav.ts";
import type { AudioPacket, EventPacket, SegmentPacket } from "#engine/graph/packets.ts";
import type { NodeContext } from "#engine/runtime/define-runtime.ts";
import { silentLogger } from "#engine/runtime/logger.ts";
import type { TaskOptions, TaskRunner } from "#engine/runtime/task-runner.ts";
import { audioPackets, type PortPacket, runNode, startNode } from "#engine/testing/run-node.ts";
import { speechFolder } from "#engine/testing/speech-folder.ts";
import { inProcessTasks } from "#runtime-workers/testing.ts";
import { vadRateHz, windowSamples } from "./layout.ts";
import { vadNode } from "./runtime.ts";
import type { VadTaskInput } from "./task.ts";

/** Real recordings are not part of the project. */
const noRecordings = !existsSync(speechFolder);
const sampleFile = new URL("../../flows/samples/conversation.json", import.meta.url);
const tasks = inProcessTasks();

/** A WAV file's audio as mono at 16 kHz. */
function readAudio(file: string | URL): Float32Array {
  const { samples, sampleRateHz } = decodeWav(readFileSync(file));
  const resampler = new Resampler(sampleRateHz, vadRateHz);
  return concat(resampler.process(samples), resampler.flush());
}

function concat(...parts: Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

function noise(length: number, level: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return level * (state / 2 ** 31 - 1);
  });
}

async function runVad(packets: readonly AudioPacket[], config = {}): Promise<PortPacket[]> {
  const sent = packets.map((packet) => ({ port: "audio", packet }));
  return runNode(vadNode, { packets: sent, tasks, config });
}

function segmentsOf(output: readonly PortPacket[], port = "segment"): SegmentPacket[] {
  return output.filter((sent) => sent.port === port).map(({ packet }) => packet as SegmentPacket);
}

async function segmentsIn(audio: Float32Array, chunkSamples = 1600, config = {}): Promise<SegmentPacket[]> {
  return segmentsOf(await runVad(audioPackets(audio, 16_000, chunkSamples), config));
}

const talk = readAudio(new URL("conversation.wav", sampleFile));

test("every turn of the sample conversation is one segment around it", async () => {
  const { turns } = JSON.parse(readFileSync(sampleFile, "utf8")) as {
    turns: { startMs: number; endMs: number }[];
  };
  const segments = await segmentsIn(talk);
  expect(segments.map(({ segmentId }) => segmentId)).toEqual(turns.map((_, at) => at + 1));
  for (const [at, { startSamples, endSamples }] of segments.entries()) {
    expect(startSamples / 16).toBeLessThanOrEqual((turns[at]?.startMs as number) + 20);
    expect(endSamples / 16).toBeGreaterThanOrEqual((turns[at]?.endMs as number) - 20);
  }
});

test("segments are the same however the audio is chunked", async () => {
  const audio = talk.subarray(0, 8 * 16_000);
  const reference = await segmentsIn(audio, 320);
  expect(reference.length).toBeGreaterThan(2);
  for (const chunkSamples of [16_000, 511, 7777]) {
    expect(await segmentsIn(audio, chunkSamples)).toEqual(reference);
  }
});

test("a segment holds the input's samples of its media time", async () => {
  for (const { startSamples, endSamples, samples } of await segmentsIn(talk.subarray(0, 8 * 16_000))) {
    expect(samples).toEqual(talk.slice(startSamples, endSamples));
  }
});

test("media time is the source's, through a resampled clock that does not start at zero", async () => {
  const audio = talk.subarray(0, 4 * 16_000);
  const reference = await segmentsIn(audio);
  const resampled = audioPackets(audio, 16_000).map((packet) => ({
    ...packet,
    startSamples: 777 + packet.startSamples * 3,
    endSamples: 777 + packet.endSamples * 3,
    clockRateHz: 48_000,
  }));
  const segments = segmentsOf(await runVad(resampled));
  expect(segments.map(({ startSamples, clockRateHz }) => [startSamples, clockRateHz])).toEqual(
    reference.map(({ startSamples }) => [777 + startSamples * 3, 48_000]),
  );
});

test("silence and low noise give no segment", async () => {
  expect(await segmentsIn(new Float32Array(5 * 16_000))).toEqual([]);
  expect(await segmentsIn(noise(5 * 16_000, 0.003))).toEqual([]);
});

test("audio that ends in the middle of speech still gives its last segment", async () => {
  const cut = talk.subarray(0, 5.4 * 16_000);
  const segments = await segmentsIn(cut);
  expect(segments.at(-1)?.endSamples).toBe(cut.length);
});

test("a hole in media time closes the open segment, and nothing reaches across it", async () => {
  const packets = audioPackets(talk.subarray(0, 4 * 16_000), 16_000).map((packet) => {
    const shift = packet.startSamples < 16_000 ? 0 : 80_000;
    return {
      ...packet,
      startSamples: packet.startSamples + shift,
      endSamples: packet.endSamples + shift,
    };
  });
  const [first, second] = segmentsOf(await runVad(packets));
  expect([first?.segmentId, first?.endSamples]).toEqual([1, 16_000]);
  expect(second?.segmentId).toBe(2);
  expect(second?.startSamples).toBeGreaterThanOrEqual(96_000);
});

test("a hole in media time resets the model: what follows is judged as at a start", async () => {
  const after = audioPackets(talk.subarray(0, 16_000), 16_000).map((packet) => ({
    ...packet,
    startSamples: packet.startSamples + 160_000,
    endSamples: packet.endSamples + 160_000,
  }));
  const before = audioPackets(talk.subarray(9 * 16_000, 10 * 16_000 + 100), 16_000);
  const curve = (output: PortPacket[]) =>
    output
      .filter(({ port, packet }) => port === "probability" && packet.startSamples >= 160_000)
      .flatMap(({ packet }) => (packet as EventPacket).data["probabilities"]);
  expect(curve(await runVad([...before, ...after]))).toEqual(curve(await runVad(after)));
});

test("snapshots of open speech carry the id of the closed segment and begin like it", async () => {
  const output = await runVad(audioPackets(talk.subarray(0, 8 * 16_000), 16_000));
  const closed = segmentsOf(output);
  const open = segmentsOf(output, "open");
  expect(new Set(open.map(({ segmentId }) => segmentId))).toEqual(
    new Set(closed.map(({ segmentId }) => segmentId)),
  );
  for (const { segmentId, state, samples, startSamples } of open) {
    const whole = closed.find((segment) => segment.segmentId === segmentId) as SegmentPacket;
    expect([state, startSamples]).toEqual(["open", whole.startSamples]);
    expect(samples).toEqual(whole.samples.slice(0, samples.length));
  }
});

test("every window's probability is told, without holes", async () => {
  const output = await runVad(audioPackets(talk.subarray(0, 16_000), 16_000));
  const events = output
    .filter(({ port }) => port === "probability")
    .map(({ packet }) => packet as EventPacket);
  let end = 0;
  for (const { name, data, startSamples, endSamples } of events) {
    expect([name, data["hopMs"], startSamples]).toEqual(["speech-probability", 32, end]);
    expect(endSamples - startSamples).toBe((data["probabilities"] as number[]).length * windowSamples);
    end = endSamples;
  }
  expect(end).toBe(31 * windowSamples);
});

test("another sample rate is refused, and the hint names resample", async () => {
  const packets = audioPackets(new Float32Array(4800), 48_000).map((packet) => ({ port: "audio", packet }));
  await expect(runNode(vadNode, { packets, tasks })).rejects.toMatchObject({
    code: "audio.sample-rate",
    nodeId: "node",
    hint: expect.stringContaining("resample"),
  });
});

test("an unknown model fails in open, with the names that there are", async () => {
  const { session } = startNode(vadNode, { tasks, config: { model: "nope" } });
  await expect(session.start()).rejects.toMatchObject({
    code: "model.missing",
    nodeId: "node",
    field: "model",
    hint: expect.stringContaining("silero-vad"),
  });
});

test("after a failed task the audio before it is kept and the node goes on", async () => {
  const sent: PortPacket[] = [];
  let failing = false;
  const ctx = {
    signal: new AbortController().signal,
    log: silentLogger,
    emit: (port: string, packet: SegmentPacket) => void sent.push({ port, packet }),
    warmUp: async () => {},
    verdict: () => {},
    runTask: async (module: string, input: unknown, options?: TaskOptions) => {
      if (failing) throw new Error("no device");
      const { signal } = new AbortController();
      return (await tasks.run({ nodeType: "vad", module, input, devices: [], signal, ...options })).output;
    },
  } as unknown as NodeContext;
  const current = defaultsOf(vadNode.definition.config.properties);
  const node = vadNode.create(ctx, { current });
  await node.open?.();
  for (const packet of audioPackets(talk.subarray(0, 6.5 * 16_000), 16_000)) {
    failing = packet.startSamples === 16_000;
    const done = node.process?.("audio", packet);
    if (failing) await expect(done).rejects.toThrow("no device");
    else await done;
  }
  await node.flush?.();
  const segments = segmentsOf(sent);
  expect(segments.map(({ segmentId }) => segmentId)).toEqual([1, 2, 3, 4]);
  expect(segments[0]?.endSamples).toBeLessThanOrEqual(16_000);
  expect(segments[1]?.startSamples).toBeGreaterThanOrEqual(17_600);
  for (const { startSamples, endSamples, samples } of segments) {
    expect(samples).toEqual(talk.slice(startSamples, endSamples));
  }
});

function defaultsOf(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, schema.default]));
}

test.skipIf(noRecordings)("real speech: Kennedy's sentence is found, with its pauses between", async () => {
  const segments = await segmentsIn(readAudio(`${speechFolder}/jfk-inaugural-11s.wav`));
  expect(segments.length).toBeGreaterThanOrEqual(3);
  expect(segments.length).toBeLessThanOrEqual(6);
  expect(segments[0]?.startSamples).toBeLessThan(0.5 * 16_000);
  expect(segments.at(-1)?.endSamples).toBeGreaterThan(10.3 * 16_000);
  const pauses = segments
    .slice(1)
    .map((next, at) => next.startSamples - (segments[at]?.endSamples as number));
  expect(Math.max(...pauses)).toBeGreaterThan(0.5 * 16_000);
});

test.skipIf(noRecordings)(
  "real speech: a minute of lecture comes in a plausible number of segments",
  async () => {
    const segments = await segmentsIn(readAudio(`${speechFolder}/lecture-60s.wav`));
    const spoken = segments.reduce((sum, { samples }) => sum + samples.length / 16_000, 0);
    expect(segments.length).toBeGreaterThanOrEqual(8);
    expect(segments.length).toBeLessThanOrEqual(20);
    expect(spoken).toBeGreaterThan(40);
    expect(spoken).toBeLessThan(59);
  },
);

test.skipIf(noRecordings)(
  "real speech: 80 digits with silence between are one segment each, but for 2 too faint",
  async () => {
    const files = readdirSync(`${speechFolder}/digits`).filter((name) => /_(george|jackson)_/.test(name));
    const pause = new Float32Array(8000);
    const spans: [number, number][] = [];
    const parts: Float32Array[] = [pause];
    let at = pause.length;
    for (const name of files) {
      const digit = readAudio(`${speechFolder}/digits/${name}`);
      spans.push([at, at + digit.length]);
      parts.push(digit, pause);
      at += digit.length + pause.length;
    }
    // Some of these digits have hardly 200 ms of voice.
    const segments = await segmentsIn(concat(...parts), 1600, { minSpeechMs: 100 });
    const found = spans.map(
      ([start, end]) => segments.filter((one) => one.startSamples < end && one.endSamples > start).length,
    );
    expect(files).toHaveLength(80);
    expect(Math.max(...found)).toBe(1);
    expect(segments.length).toBeGreaterThanOrEqual(78);
    expect(segments).toHaveLength(found.reduce((sum, count) => sum + count, 0));
  },
);

test("a threshold turned up while it runs holds from the next window on: no new segment begins", async () => {
  const turnedAtMs = 12_000;
  const hiss = noise(talk.length, 0.015); // behind it no window is speech beyond doubt
  const quiet = talk.map((sample, at) => 0.1 * sample + (hiss[at] as number));
  const packets = audioPackets(quiet, vadRateHz).map((packet) => ({ port: "audio", packet }));
  let turn = () => {};
  let windows = 0;
  const watched: TaskRunner = {
    run(request) {
      if (request.isWarmUp === true) return tasks.run(request);
      windows += (request.input as VadTaskInput).windows.length / windowSamples;
      if ((windows * windowSamples) / 16 >= turnedAtMs) turn();
      return tasks.run(request);
    },
  };
  const starts = async (tuned: boolean) => {
    windows = 0;
    const { session, outputs } = startNode(vadNode, { packets, tasks: watched });
    turn = () => void (tuned && session.tune("node", { threshold: 0.99 }));
    await session.start();
    await session.done;
    return segmentsOf(outputs).map(({ startSamples }) => startSamples / 16);
  };
  const [all, tuned] = [await starts(false), await starts(true)];
  expect(all.filter((startMs) => startMs > turnedAtMs).length).toBeGreaterThan(2);
  expect(tuned).toEqual(all.filter((startMs) => startMs < turnedAtMs - 100));
});
