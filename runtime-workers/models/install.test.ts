import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { formatProblem } from "#engine/errors.ts";
import type { CatalogueModel } from "./catalogue.ts";
import { createFolderSource } from "./folder-source.ts";
import { createHubSource } from "./hub.ts";
import { type PullOptions, type PullProgress, pullModel } from "./install.ts";
import { readManifest } from "./manifest.ts";
import { removeModel } from "./remove.ts";
import { installedModels } from "./resolve.ts";
import { cutAfter, putTestingModel, refuse, sha256, TestingHub, testingModel } from "./testing-hub.ts";
import { verifyModel } from "./verify.ts";

const large = "onnx/model_quantized.onnx";
let hub: TestingHub;
let folder: string;
let content: Buffer;

beforeEach(async () => {
  hub = await TestingHub.start();
  content = putTestingModel(hub);
  folder = mkdtempSync(join(tmpdir(), "patchbay-pull-"));
});
afterEach(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

interface PullTest extends Partial<Omit<PullOptions, "model">> {
  readonly model?: Partial<CatalogueModel>;
  readonly token?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Pulls the model of tests; waits are not slept through but noted. */
async function pull({ model, token, env = {}, ...options }: PullTest = {}) {
  const waits: number[] = [];
  const source = createHubSource({ endpoint: hub.endpoint, token, env }, "test/model");
  try {
    await pullModel({
      model: testingModel(model),
      variant: "q8",
      source,
      folder,
      signal: new AbortController().signal,
      wait: async (ms) => void waits.push(ms),
      ...options,
    });
  } finally {
    source.close();
  }
  return waits;
}

const installed = () => installedModels(folder).map(({ name }) => name);
const read = (path: string) => readFileSync(join(folder, "test-model", path));

test("a pull installs every file of the variant, and says what and from which commit", async () => {
  const progress: PullProgress[] = [];
  await pull({ onProgress: (event) => progress.push(event) });
  expect(readdirSync(join(folder, "test-model"), { recursive: true }).sort()).toEqual(
    ["config.json", "onnx", large, "patchbay-model.json", "tokenizer.json"].sort(),
  );
  expect(read(large).equals(content)).toBe(true);
  expect(readManifest(join(folder, "test-model"))).toMatchObject({
    variant: "q8",
    revision: hub.commit,
    files: expect.arrayContaining([{ path: large, sizeBytes: content.length, sha256: sha256(content) }]),
  });
  const last = progress.at(-1);
  expect(last?.doneBytes).toBe(last?.totalBytes);
  expect(await verifyModel(folder, "test-model")).toEqual([]);
});

test("the token goes to the hub, also over its own redirect, and never to the CDN", async () => {
  await pull({ token: "hf_secret" });
  const of = (host: string) =>
    new Set(hub.seen.filter((seen) => seen.host === host).map((seen) => seen.authorization));
  expect([...of("hub")]).toEqual(["Bearer hf_secret"]);
  expect([...of("cdn")]).toEqual([undefined]);
});

test("a cut is followed by a request for the rest, under the condition that it is the same content", async () => {
  let cuts = 0;
  hub.fault = ({ host, method, range }, response, file) => {
    if (host !== "cdn" || method !== "GET" || file === undefined || cuts === 2) return false;
    cuts++;
    cutAfter(response, file, 100_000, Number(/\d+/.exec(range ?? "0")?.[0]));
    return true;
  };
  const waits = await pull();
  const ranges = hub.fetched(large).map(({ range, ifRange }) => [range, ifRange]);
  const etag = `"cdn-${sha256(content).slice(0, 16)}"`;
  expect(ranges).toEqual([
    [undefined, undefined],
    ["bytes=100000-", etag],
    ["bytes=200000-", etag],
  ]);
  expect(waits).toHaveLength(2);
  expect(read(large).equals(content)).toBe(true);
});

test("an abort leaves parts, and the next pull fetches only the rest", async () => {
  const abort = new AbortController();
  hub.fault = ({ host, method }, response, file) => {
    if (host !== "cdn" || method !== "GET" || file === undefined) return false;
    response.writeHead(200, {
      etag: `"cdn-${sha256(content).slice(0, 16)}"`,
      "content-length": content.length,
    });
    response.write(content.subarray(0, 120_000)); // and then nothing more comes
    return true;
  };
  const onProgress = ({ file, doneBytes }: PullProgress) => {
    if (file === large && doneBytes > 120_000) abort.abort();
  };
  await expect(pull({ signal: abort.signal, onProgress })).rejects.toMatchObject({ code: "model.cancelled" });
  expect(installed()).toEqual([]);
  hub.fault = () => false;
  hub.seen.length = 0;
  await pull();
  expect(hub.fetched(large).map(({ range }) => range)).toEqual(["bytes=120000-"]);
  expect(hub.fetched("config.json")).toEqual([]);
  expect(read(large).equals(content)).toBe(true);
});

test("a part of a file that changed on the hub is thrown away", async () => {
  hub.fault = ({ host, method }, response, file) => {
    if (host !== "cdn" || method !== "GET" || file === undefined) return false;
    cutAfter(response, file, 100_000);
    return true;
  };
  const never = pull({ wait: () => Promise.reject(new Error("enough")) });
  await expect(never).rejects.toThrow("enough");
  hub.fault = () => false;
  const changed = Buffer.from(content).fill(7, 0, 10);
  hub.put(large, changed);
  hub.seen.length = 0;
  await pull();
  expect(hub.fetched(large).map(({ range }) => range)).toEqual([undefined]);
  expect(read(large).equals(changed)).toBe(true);
});

test("a part that was damaged on the disk is fetched once more, from its start", async () => {
  hub.fault = ({ host, method }, response, file) => {
    if (host !== "cdn" || method !== "GET" || file === undefined) return false;
    cutAfter(response, file, 100_000);
    return true;
  };
  await expect(pull({ wait: () => Promise.reject(new Error("enough")) })).rejects.toThrow("enough");
  const part = join(folder, ".pulls", "test-model", `${large}.part`);
  writeFileSync(part, readFileSync(part).fill(0, 0, 50));
  hub.fault = () => false;
  await pull();
  expect(read(large).equals(content)).toBe(true);
});

const lies: readonly (readonly [string, (sent: Buffer) => Buffer, Record<string, string>])[] = [
  ["of a wrong size", (sent) => sent.subarray(1), {}],
  [
    "that ends early without saying how long it is",
    (sent) => sent.subarray(1),
    { "transfer-encoding": "chunked" },
  ],
  ["that is too long", (sent) => Buffer.concat([sent, sent]), { "transfer-encoding": "chunked" }],
  ["of a wrong sum", (sent) => Buffer.from(sent).fill(0, 0, 1), {}],
];

test.each(lies)("a file %s is refused and kept nowhere", async (_, lie, headers) => {
  hub.fault = ({ host, method }, response, file) => {
    if (host !== "cdn" || method !== "GET" || file === undefined) return false;
    const sent = lie(file.content);
    const length = headers["transfer-encoding"] === undefined ? { "content-length": sent.length } : headers;
    response.writeHead(200, length).end(sent);
    return true;
  };
  await expect(pull()).rejects.toMatchObject({ code: "model.mismatch", field: large });
  expect(installed()).toEqual([]);
  expect(existsSync(join(folder, ".pulls", "test-model", large))).toBe(false);
});

test("a small file whose content is not that of its git blob id is refused", async () => {
  hub.fault = ({ host, method, path }, response, file) => {
    if (host !== "hub" || method !== "GET" || path !== "config.json" || file === undefined) return false;
    response
      .writeHead(200, { "content-length": file.content.length })
      .end(Buffer.from(file.content).fill(32, 0, 1));
    return true;
  };
  await expect(pull()).rejects.toMatchObject({ code: "model.mismatch", field: "config.json" });
});

test("what the hub announces has to agree with the catalogue, before a byte is fetched", async () => {
  const files = [{ path: large, sha256: "0".repeat(64) }];
  await expect(pull({ model: { files } })).rejects.toMatchObject({ code: "model.mismatch", field: large });
  const sized = [{ path: large, sizeBytes: 1 }];
  await expect(pull({ model: { files: sized } })).rejects.toMatchObject({ code: "model.mismatch" });
  expect(hub.seen.filter(({ method }) => method === "GET")).toEqual([]);
});

test("all files are asked for at the commit that the first answer named, so that a branch may move meanwhile", async () => {
  await pull();
  const revisions = hub.seen.flatMap(({ host, revision }) => (host === "hub" ? [revision] : []));
  const ofFirst = revisions.lastIndexOf("main");
  expect(hub.seen.slice(0, ofFirst + 1).every(({ path }) => path === "config.json")).toBe(true);
  expect(new Set(revisions.slice(ofFirst + 1))).toEqual(new Set([hub.commit]));
});

test("a mirror that is at another commit than the catalogue pins is refused", async () => {
  const revision = "a".repeat(40);
  hub.fault = ({ method }, response, file) => {
    if (method !== "HEAD" || file === undefined) return false;
    response.writeHead(200, { "x-repo-commit": hub.commit, "content-length": file.content.length }).end();
    return true;
  };
  await expect(pull({ model: { revision } })).rejects.toMatchObject({
    code: "model.mismatch",
    field: "revision",
  });
});

test("429 is waited for as long as the hub asks, 503 with growing pauses, and in the end it is reported", async () => {
  let refusals = 0;
  hub.fault = ({ host }, response) => {
    if (host !== "hub" || refusals === 3) return false;
    refusals++;
    const status = refusals === 1 ? 429 : 503;
    response.writeHead(status, refusals === 1 ? { "retry-after": "7" } : {}).end();
    return true;
  };
  expect(await pull()).toEqual([7000, 2000, 4000]);
  hub.fault = (_, response) => {
    response.writeHead(503).end();
    return true;
  };
  await expect(pull()).rejects.toMatchObject({
    code: "model.download",
    message: expect.stringContaining("503"),
  });
  hub.fault = (_, response) => {
    response.writeHead(429, { "retry-after": "3600" }).end();
    return true;
  };
  await expect(pull()).rejects.toMatchObject({ message: expect.stringContaining("wait 3600 s") });
});

test("a gated model says whose conditions to accept, and which variable takes the token", async () => {
  hub.fault = (_, response) => {
    refuse(response, 403, "GatedRepo");
    return true;
  };
  const error = await pull().catch((reason: unknown) => reason);
  expect(formatProblem(error as never)).toMatch(
    /Accept its conditions at http:.*\/test\/model.*HF_TOKEN.*\[model.gated\]/,
  );
});

test("a file that the repository lacks is named", async () => {
  hub.files.delete("tokenizer.json");
  await expect(pull()).rejects.toMatchObject({ code: "model.no-file", field: "tokenizer.json" });
  expect(installed()).toEqual([]);
});

test("an address that the CDN does not take any more is asked for again at the hub", async () => {
  let refusals = 0;
  hub.fault = ({ host }, response) => {
    if (host !== "cdn" || refusals === 1) return false;
    refusals++;
    response.writeHead(403).end();
    return true;
  };
  await pull();
  expect(read(large).equals(content)).toBe(true);
});

test("a hub that cannot be reached is named", async () => {
  const source = createHubSource({ endpoint: "http://127.0.0.1:9", token: undefined, env: {} }, "test/model");
  await expect(pull({ source })).rejects.toMatchObject({ code: "model.download", message: /127\.0\.0\.1:9/ });
});

test("requests go over the proxy that the environment names, but not to hosts of NO_PROXY", async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(407).end();
  }).listen(0, "127.0.0.1");
  const HTTP_PROXY = `http://127.0.0.1:${(await listening(proxy)).port}`;
  await expect(pull({ env: { HTTP_PROXY } })).rejects.toMatchObject({
    message: expect.stringContaining("407"),
  });
  expect(asked[0]).toBe(`${hub.endpoint}/test/model/resolve/main/config.json`);
  await pull({ env: { HTTP_PROXY, NO_PROXY: "127.0.0.1" } });
  expect(asked).toHaveLength(1);
  proxy.close();
});

async function listening(server: ReturnType<typeof createServer>): Promise<AddressInfo> {
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  return server.address() as AddressInfo;
}

test("of two pulls at once the second is refused, and the first is not disturbed", async () => {
  const [first, second] = await Promise.allSettled([pull(), pull()]);
  expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
  expect(second).toMatchObject({ reason: { code: "model.busy" } });
  expect(await verifyModel(folder, "test-model")).toEqual([]);
  await pull(); // the lock is given back
});

test("a disk without room is said before a byte is fetched, and what is there already counts", async () => {
  const freeBytes = async () => 64 * 1024 * 1024 + 250_000;
  await expect(pull({ freeBytes })).rejects.toMatchObject({
    code: "model.no-space",
    message: expect.stringMatching(/needs 300 kB more .* and 67\.4 MB are free/),
  });
  expect(hub.seen.filter(({ method }) => method === "GET")).toEqual([]);
  hub.fault = ({ host, method }, response, file) => {
    if (host !== "cdn" || method !== "GET" || file === undefined) return false;
    cutAfter(response, file, 100_000);
    return true;
  };
  await expect(pull({ wait: () => Promise.reject(new Error("enough")) })).rejects.toThrow("enough");
  hub.fault = () => false;
  await pull({ freeBytes });
});

test("another variant takes the place of the one that is installed, and leaves nothing of it", async () => {
  await pull();
  await pull({ variant: "fp32" });
  expect(readManifest(join(folder, "test-model"))?.variant).toBe("fp32");
  expect(readdirSync(join(folder, "test-model", "onnx"))).toEqual(["model.onnx"]);
  expect(readdirSync(join(folder, ".pulls"))).toEqual(["test-model.lock"]);
});

test("a failed pull leaves the model that is installed as it was", async () => {
  await pull();
  hub.files.delete("onnx/model.onnx");
  await expect(pull({ variant: "fp32" })).rejects.toMatchObject({ code: "model.no-file" });
  expect(await verifyModel(folder, "test-model")).toEqual([]);
});

test("a crash between the two renames of an install is settled by the next pull, also by one that fails", async () => {
  await pull();
  const old = join(folder, ".pulls", "test-model.old");
  renameSync(join(folder, "test-model"), old);
  hub.files.delete("onnx/model.onnx");
  await expect(pull({ variant: "fp32" })).rejects.toMatchObject({ code: "model.no-file" });
  expect(await verifyModel(folder, "test-model")).toEqual([]);
  mkdirSync(old);
  await pull();
  expect(existsSync(old)).toBe(false);
});

test("a folder that somebody put there by hand is never replaced or removed", async () => {
  const own = join(folder, "test-model", "config.json");
  mkdirSync(dirname(own));
  writeFileSync(own, "mine");
  await expect(pull()).rejects.toMatchObject({ code: "model.exists" });
  await expect(removeModel(folder, "test-model")).rejects.toMatchObject({ code: "model.not-installed" });
  expect(readFileSync(own, "utf8")).toBe("mine");
});

test("an offline folder laid out like the hub installs the same files, checked against the catalogue", async () => {
  const offline = join(folder, "offline");
  for (const [path, file] of hub.files) {
    mkdirSync(dirname(join(offline, "test/model", path)), { recursive: true });
    writeFileSync(join(offline, "test/model", path), file.content);
  }
  await pull({ source: createFolderSource(offline, "test/model") });
  expect(read(large).equals(content)).toBe(true);
  expect(hub.seen).toEqual([]);
  const files = [{ path: large, sha256: "0".repeat(64) }];
  const wrong = pull({ source: createFolderSource(offline, "test/model"), model: { files } });
  await expect(wrong).rejects.toMatchObject({ code: "model.mismatch" });
  const elsewhere = pull({ source: createFolderSource(join(folder, "none"), "test/model") });
  await expect(elsewhere).rejects.toMatchObject({ code: "model.no-file", message: /none\/test\/model/ });
});

test("verify names the files that are missing or changed; remove leaves nothing", async () => {
  await pull();
  writeFileSync(join(folder, "test-model", large), Buffer.from(content).fill(1, 5, 6));
  rmSync(join(folder, "test-model", "config.json"));
  expect(await verifyModel(folder, "test-model")).toEqual([
    { file: "config.json", reason: "is missing" },
    { file: large, reason: "has another content" },
  ]);
  await removeModel(folder, "test-model");
  expect(installed()).toEqual([]);
  await expect(verifyModel(folder, "test-model")).rejects.toMatchObject({ code: "model.not-installed" });
  await expect(verifyModel(folder, "../test-model")).rejects.toMatchObject({ code: "model.not-installed" });
});
