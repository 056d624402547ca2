import { readFileSync } from "node:fs";
import { decodeWav } from "#engine/audio/wav.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { compileFlow } from "#engine/plan/compile.ts";
import { AudioFeed } from "#engine/runtime/audio-feed.ts";
import type { NodeRegistry } from "#engine/runtime/define-runtime.ts";
import type { NodeSnapshot } from "#engine/runtime/metrics.ts";
import { Session, type SessionSnapshot } from "#engine/runtime/session.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { registry } from "#nodes/registry.ts";
import { type CpuTimes, cpuTimes, spent } from "./cpu-meter.ts";
import { joinNode } from "./join-node.ts";

const frameMs = 20;
/** What AudioFeed makes of the frames. */
const chunkMs = 100;
const warmUpMs = 3000;
const audioFile = new URL("../../flows/samples/conversation.wav", import.meta.url);
const benchTypes: NodeRegistry = new Map([...registry, [joinNode.definition.type, joinNode]]);
const catalogue = new Map([...benchTypes].map(([type, { definition }]) => [type, definition]));

/** What a run is made of. */
export interface LiveRun {
  readonly sessions: number;
  /** How long it is measured, after a warm-up of 3 s. */
  readonly measureMs: number;
  readonly tasks: TaskRunner;
  /** Process id of the device, when there is one. */
  readonly devicePid?: number | undefined;
  /** Packets of 100 ms that are joined to one in front of the resampler. */
  readonly joined?: number;
}

/** What it cost, and whether it kept up. */
export interface LiveResult {
  readonly wallMs: number;
  /** Audio that the VADs took meanwhile, all sessions together, in ms. */
  readonly audioMs: number;
  readonly cpu: CpuTimes;
  /** Packets and stretches of audio that nobody took in time. */
  readonly dropped: number;
  /** Media time that the slowest session's VAD was behind its microphone at the end. */
  readonly worstLagMs: number;
}

/** Audio of 48 kHz mono: a conversation that never ends. */
class Conversation {
  readonly #samples: Float32Array;
  readonly sampleRateHz: number;

  constructor() {
    ({ samples: this.#samples, sampleRateHz: this.sampleRateHz } = decodeWav(readFileSync(audioFile)));
  }

  get frameCount(): number {
    return Math.floor(this.#samples.length / this.#frameSamples);
  }

  /** Frame of 20 ms, counted on over the end. */
  frame(index: number): Float32Array {
    const start = (index % this.frameCount) * this.#frameSamples;
    return this.#samples.subarray(start, start + this.#frameSamples);
  }

  get #frameSamples(): number {
    return (this.sampleRateHz * frameMs) / 1000;
  }
}

const conversation = new Conversation();

/**
 * Runs live sessions (audio socket, resample, VAD) side by side in real time: each gets a frame of 20 ms by a timer of its own,
 * as a socket would bring it, and stands at another place of the conversation.
 */
export async function runLive({
  sessions,
  measureMs,
  tasks,
  devicePid,
  joined = 1,
}: LiveRun): Promise<LiveResult> {
  const running = Array.from({ length: sessions }, () => {
    const input = new AudioFeed();
    const plan = compileFlow(liveFlow(joined), catalogue);
    const session = new Session(plan, { sessionId: "bench", registry: benchTypes, tasks, input });
    return { input, session };
  });
  await Promise.all(running.map(({ session }) => session.start()));
  const stops = running.map(({ input }, at) => speakInto(input, at / sessions));
  await wake(warmUpMs);
  const vads = () => running.map(({ session }) => vadOf(session.snapshot()));
  const audioMs = () => vads().reduce((sum, { packetsIn }) => sum + packetsIn * joined * chunkMs, 0);
  const [startMs, before, beforeMs] = [performance.now(), cpuTimes(devicePid), audioMs()];
  await wake(measureMs);
  const result = {
    wallMs: performance.now() - startMs,
    audioMs: audioMs() - beforeMs,
    cpu: spent(before, cpuTimes(devicePid)),
  };
  const drops = running.flatMap(({ session }) => session.snapshot().edges.map(({ dropped }) => dropped));
  const lags = vads().map(({ lagMs }) => lagMs);
  for (const stop of stops) stop();
  await Promise.all(running.map(({ session }) => session.done));
  const lost = drops.concat(running.map(({ input }) => input.droppedMs));
  return { ...result, dropped: lost.reduce((sum, count) => sum + count, 0), worstLagMs: Math.max(...lags) };
}

/** @param phase 0…1: place in the conversation, and within the 100 ms of a chunk, so that sessions are out of step */
function speakInto(input: AudioFeed, phase: number): () => void {
  const firstFrame = Math.floor(phase * conversation.frameCount);
  const startMs = performance.now() + phase * 100;
  let pushed = 0;
  const timer = setInterval(() => {
    // A late timer is made up for, as a socket would: real time does not wait.
    for (; pushed * frameMs <= performance.now() - startMs; pushed++) {
      input.push(conversation.frame(firstFrame + pushed), conversation.sampleRateHz);
    }
  }, frameMs);
  return () => {
    clearInterval(timer);
    input.end();
  };
}

function liveFlow(joined: number): Flow {
  const types = ["audio-socket", ...(joined > 1 ? ["join"] : []), "resample", "vad"];
  return {
    format: "patchbay.flow/1",
    id: "live",
    name: "Live",
    nodes: types.map((type) => ({
      id: type,
      type,
      ...(type === "join" ? { config: { packets: joined } } : {}),
    })),
    edges: types.slice(1).map((type, at) => ({
      from: { node: types[at] as string, port: "audio" },
      to: { node: type, port: "audio" },
    })),
  };
}

function vadOf({ nodes }: SessionSnapshot): NodeSnapshot {
  return nodes.find(({ nodeId }) => nodeId === "vad") as NodeSnapshot;
}

function wake(afterMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, afterMs));
}
