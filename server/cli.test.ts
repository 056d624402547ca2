import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "patchbay-cli-"));
const sample = "flows/samples/conversation.wav";

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function patchbay(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["server/cli.js", ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** captions.json with a change, as a file. */
function changedFlow(name: string, change: (flow: Flow) => void): string {
  const flow = JSON.parse(readFileSync(join(root, "flows/captions.json"), "utf8")) as Flow;
  change(flow);
  return write(name, JSON.stringify(flow));
}
interface Flow {
  nodes: { id: string; type: string; config?: Record<string, unknown> }[];
  edges: { from: { node: string; port: string }; to: { node: string; port: string } }[];
}

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("the demo prints both speakers, their translations and the score, as plain lines when piped", async () => {
  const { code, stdout, stderr } = await patchbay(
    ...[
      "run",
      "flows/live-translate.json",
      "--input",
      sample,
      "--reference",
      "flows/samples/conversation.json",
    ],
  );
  expect([code, stderr]).toEqual([0, ""]);
  for (const part of [/Speaker 1 {5}en/, /Speaker 2 {5}en/, /-> es/, /-> fr/]) expect(stdout).toMatch(part);
  const [, rate, right, turns] =
    /word error rate ([\d.]+)%, (\d+) of (\d+) turns with the right speaker/.exec(stdout) ?? [];
  expect(Number(rate)).toBeLessThan(10);
  expect(right).toBe(turns);
  expect(stdout).not.toContain("\x1b[");
});

test("--out writes captions, and --set changes a setting", async () => {
  const out = join(folder, "out");
  const args = [
    "--input",
    sample,
    "--out",
    out,
    "--set",
    "captions.formats=webvtt",
    "--set",
    "captions.name=talk",
  ];
  expect(await patchbay("run", "flows/captions.json", ...args)).toMatchObject({ code: 0, stderr: "" });
  expect(readFileSync(join(out, "talk.vtt"), "utf8")).toMatch(/^WEBVTT\n/);
});

test("a session's listeners have an address while it runs, also of a flow from before session-output", async () => {
  const old = changedFlow("old.json", ({ nodes }) => {
    for (const node of nodes) if (node.type === "session-output") node.type = "websocket-output";
  });
  const { code, stdout } = await patchbay("run", old, "--input", sample);
  expect([code, stdout.match(/^captions at ws:\/\/127\.0\.0\.1:\d+\/captions$/gm)]).toEqual([
    0,
    [expect.any(String)],
  ]);
});

test("what debug nodes show is printed with media time, node and port", async () => {
  const { code, stdout } = await patchbay("run", "flows/voice-meter.json", "--input", sample);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^00:0\d\.\d {2}speech\.in: segment segmentId=1 /m);
});

test("nodes lists every type, also as JSON", async () => {
  const { stdout } = await patchbay("nodes");
  expect(stdout).toMatch(/^transcribe +speech +/m);
  const definitions = JSON.parse((await patchbay("nodes", "--json")).stdout) as { type: string }[];
  expect(definitions.map(({ type }) => type)).toContain("vad");
});

test("validate says that a sound flow is sound", async () => {
  const outcome = await patchbay("validate", "flows/live-translate.json");
  expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining("8 nodes, 12 wires") });
});

const wire = { from: { node: "resample", port: "audio" }, to: { node: "captions", port: "transcript" } };
const badFlows: readonly (readonly [string, () => string, RegExp])[] = [
  ["no file", () => join(folder, "none.json"), /cannot be read.*\[file.missing\]/],
  ["no JSON", () => write("broken.json", "{"), /not JSON.*\[flow.not-json\]/],
  [
    "a cycle",
    () =>
      changedFlow("cycle.json", ({ nodes, edges }) => {
        nodes.push({ id: "a", type: "switch" }, { id: "b", type: "switch" });
        edges.push({ from: { node: "a", port: "match" }, to: { node: "b", port: "in" } });
        edges.push({ from: { node: "b", port: "match" }, to: { node: "a", port: "in" } });
      }),
    /node "[ab]", field "edges": The wires form a circle.*Remove a wire.*\[flow.cycle\]/,
  ],
  [
    "an unknown node type",
    () => changedFlow("type.json", ({ nodes }) => nodes.push({ id: "x", type: "whispr" })),
    /node "x", field "type": There is no node type "whispr".*\[flow.unknown-node-type\]/,
  ],
  [
    "ports that do not fit",
    () => changedFlow("wire.json", ({ edges }) => edges.push(wire)),
    /node "captions", field "transcript": .* joins audio to transcript.*\[edge.type-mismatch\]/,
  ],
  [
    "a setting out of range",
    () =>
      changedFlow("range.json", ({ nodes }) => {
        for (const node of nodes) if (node.id === "vad") node.config = { threshold: 7 };
      }),
    /node "vad", field "threshold": 7 is not allowed. Give a number from .*\[config.invalid\]/,
  ],
];

test.each(badFlows)("a flow with %s is refused in one line, with exit code 2", async (_, path, line) => {
  const file = path();
  for (const command of [
    ["validate", file],
    ["run", file, "--input", sample],
  ]) {
    const { code, stderr } = await patchbay(...command);
    expect(code).toBe(2);
    expect(stderr).toMatch(line);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  }
});

const badRuns: readonly (readonly [string, () => string[], RegExp])[] = [
  [
    "a broken WAV",
    () => ["--input", write("broken.wav", Buffer.from("RIFF\x10\0\0\0WAVEfmt "))],
    /node "source", field "file": .*\[wav.malformed\]/,
  ],
  [
    "an empty file",
    () => ["--input", write("empty.wav", Buffer.alloc(0))],
    /node "source", field "file": .*\[file.empty\]/,
  ],
  [
    "a missing file",
    () => ["--input", join(folder, "none.wav")],
    /node "source", field "file": .*\[file.missing\]/,
  ],
  ["no input", () => [], /node "source": Nobody feeds this session.*--input.*\[input.missing\]/],
  [
    "an input beside a setting of the source that it replaces",
    () => ["--input", sample, "--set", "source.device=alsa:default"],
    /node "source", field "device": .*file.*\[config.unknown-setting\]/,
  ],
  [
    "a device that nobody may open",
    () => ["--set", "source.device=alsa:file:FILE=x,FORMAT=raw"],
    /node "source", field "device": .*\[config.invalid\]/,
  ],
  [
    "a missing model",
    () => ["--input", sample, "--set", "transcribe.model=whisper-9"],
    /node "transcribe", field "model": There is no asr model "whisper-9".*phrasebook-asr.*\[model.missing\]/,
  ],
  [
    "a setting that is not there",
    () => ["--input", sample, "--set", "vad.thresold=0.4"],
    /node "vad", field "thresold": .*threshold.*\[config.unknown-setting\]/,
  ],
];

test.each(badRuns)("a run with %s ends in one line, with exit code 2", async (_, args, line) => {
  const { code, stderr } = await patchbay("run", "flows/captions.json", ...args());
  expect(stderr).toMatch(line);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(code).toBe(2);
});

test("an older Node is told what it needs, in one line", async () => {
  const older = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } })`;
  const args = ["--import", `data:text/javascript,${encodeURIComponent(older)}`, "server/cli.js", "nodes"];
  const { code, stderr } = await new Promise<Pick<Outcome, "code" | "stderr">>((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (error, _stdout, stderr) =>
      resolve({ code: Number(error?.code), stderr }),
    );
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^patchbay: This is Node 20\.1\.0; 24 is needed\..*npm run patchbay.*\n$/);
});
