import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findModel } from "#runtime-workers/models/catalogue.ts";
import { type Fault, sha256, TestingHub } from "#runtime-workers/models/testing-hub.ts";

const root = new URL("../..", import.meta.url).pathname;
/** The smallest model of the catalogue: one file, whose size is known. */
const model = findModel("silero-vad-v5");
const path = "onnx/model.onnx";
const content = Buffer.alloc(model.files[0]?.sizeBytes ?? 0, "some weights ");
const sent = 1_000_000;

let hub: TestingHub;
let folder: string;
beforeEach(async () => {
  hub = await TestingHub.start();
  hub.commit = model.revision;
  hub.put(path, content);
  folder = join(mkdtempSync(join(tmpdir(), "patchbay-cli-models-")), "models");
});
afterEach(async () => {
  await hub.close();
  rmSync(dirname(folder), { recursive: true, force: true });
});

function start(args: string[], env: Record<string, string> = {}): ChildProcess {
  const { PATH = "" } = process.env;
  return spawn(process.execPath, [join(root, "server/cli.js"), "models", ...args], {
    cwd: dirname(folder),
    env: { PATH, PATCHBAY_MODELS: folder, HF_ENDPOINT: hub.endpoint, ...env },
  });
}

async function models(args: string[], env?: Record<string, string>) {
  const child = start(args, env);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (chunk) => {
      output[name] += chunk;
    });
  }
  const [code] = await once(child, "close");
  return { code, ...output };
}

/** The CDN sends a part of the file, and then nothing more. */
const stall: Fault = ({ host, method }, response) => {
  if (host !== "cdn" || method !== "GET") return false;
  const etag = `"cdn-${sha256(content).slice(0, 16)}"`;
  response.writeHead(200, { etag, "content-length": content.length }).write(content.subarray(0, sent));
  return true;
};

/** Waits until what the CDN sent lies on the disk. */
async function untilStalled(): Promise<void> {
  const part = join(folder, ".pulls", model.id, `${path}.part`);
  while (!existsSync(part) || statSync(part).size < sent)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

test("pull, list, verify and remove do what they say, in plain lines when piped", async () => {
  const pulled = await models(["pull", model.id]);
  expect(pulled).toMatchObject({ code: 0, stderr: "" });
  expect(pulled.stdout).toContain("silero-vad-v5 fp32: 2.2 MB of 2.2 MB\n");
  expect(pulled.stdout).toContain(`silero-vad-v5 is installed in ${folder}: 2.2 MB, licence MIT.\n`);
  expect(pulled.stdout).not.toContain("\x1b[");
  expect(readFileSync(join(folder, model.id, path)).equals(content)).toBe(true);
  const listed = (await models(["list"])).stdout;
  expect(listed).toMatch(/^silero-vad-v5 +vad +installed +fp32 +2\.2 MB +MIT$/m);
  expect(listed).toMatch(/^whisper-base +asr +to pull +q8,fp32,fp16,q4/m);
  expect(await models(["verify"])).toMatchObject({ code: 0, stdout: "silero-vad-v5 is sound.\n" });
  writeFileSync(join(folder, model.id, path), "broken");
  const broken = await models(["verify", model.id]);
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining(`${path} has another content\n`) });
  expect(await models(["remove", model.id])).toMatchObject({ code: 0, stderr: "" });
  expect(readdirSync(folder)).toEqual([".pulls"]);
});

test("a pull that is killed in the middle leaves nothing that looks installed, and the next one goes on", async () => {
  hub.fault = stall;
  const child = start(["pull", model.id]);
  await untilStalled();
  child.kill("SIGKILL");
  await once(child, "close");
  expect(readdirSync(folder)).toEqual([".pulls"]);
  expect((await models(["list"])).stdout).toMatch(/^silero-vad-v5 +vad +to pull/m);
  expect((await models(["verify"])).stdout).toBe(`No model was pulled to ${folder}.\n`);
  hub.fault = () => false;
  hub.seen.length = 0;
  expect((await models(["pull", model.id])).code).toBe(0);
  expect(hub.fetched(path).map(({ range }) => range)).toEqual([`bytes=${sent}-`]);
  expect(readFileSync(join(folder, model.id, path)).equals(content)).toBe(true);
});

test("Ctrl+C ends a pull with 130, and another process cannot pull the same model meanwhile", async () => {
  hub.fault = stall;
  const child = start(["pull", model.id]);
  await untilStalled();
  const second = await models(["pull", model.id]);
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/^patchbay: .*silero-vad-v5 is being pulled.*\[model.busy\]\n$/);
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([130, null]);
  expect(readdirSync(folder)).toEqual([".pulls"]);
});

test("--from copies from a folder laid out like the hub, and asks no hub", async () => {
  const offline = join(dirname(folder), "usb", model.repo);
  mkdirSync(join(offline, "onnx"), { recursive: true });
  writeFileSync(join(offline, path), content);
  const outcome = await models(["pull", model.id, "--from", join(dirname(folder), "usb")]);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  expect(hub.seen).toEqual([]);
});

const refused: readonly (readonly [string, string[], number, RegExp])[] = [
  ["a model that is not there", ["pull", "silero"], 2, /no model "silero".*silero-vad-v5.*\[model.unknown\]/],
  ["no model", ["pull"], 2, /needs the name.*\[cli.usage\]/],
  [
    "a variant that is not there",
    ["pull", "silero-vad-v5", "--variant", "q8"],
    2,
    /Use fp32.*\[model.unknown\]/,
  ],
  [
    "a folder that is not there",
    ["pull", "silero-vad-v5", "--from", "/none"],
    2,
    /"--from".*\[file.missing\]/,
  ],
  ["a command that is none", ["fetch", "silero-vad-v5"], 2, /models fetch.*\[cli.usage\]/],
  ["a model that was not pulled", ["remove", "silero-vad-v5"], 2, /\[model.not-installed\]/],
  ["a file that the hub has not", ["pull", "pyannote-segmentation-3.0"], 1, /\[model.no-file\]/],
];

test.each(refused)("%s is answered in one line with the hint", async (_, args, code, line) => {
  const outcome = await models(args);
  expect(outcome.stderr).toMatch(line);
  expect(outcome.stderr.trim().split("\n")).toHaveLength(1);
  expect(outcome.code).toBe(code);
});
