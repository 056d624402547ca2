import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ModelPulls } from "#runtime-workers/models/pulls.ts";
import { modelSettings } from "#runtime-workers/models/settings.ts";
import { putTestingModel, refuse, TestingHub, testingModel } from "#runtime-workers/models/testing-hub.ts";
import { startApp } from "./testing.ts";

const large = "onnx/model_quantized.onnx";
let hub: TestingHub;
let folder: string;
let server: Awaited<ReturnType<typeof startApp>>;

beforeEach(async () => {
  hub = await TestingHub.start();
  putTestingModel(hub);
  folder = mkdtempSync(join(tmpdir(), "patchbay-http-models-"));
  vi.stubEnv("PATCHBAY_MODELS", folder);
  const settings = modelSettings({ PATCHBAY_MODELS: folder, HF_ENDPOINT: hub.endpoint });
  server = await startApp({ pulls: new ModelPulls(settings, [testingModel()]) });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await hub.close();
});

async function ask(method: "GET" | "POST" | "DELETE", path: string) {
  const response = await server.app.inject({ method, url: `/api/models${path}` });
  return { status: response.statusCode, body: response.body === "" ? undefined : JSON.parse(response.body) };
}

async function entry() {
  return (await ask("GET", "")).body.catalogue[0];
}

async function until(isSo: (model: Awaited<ReturnType<typeof entry>>) => boolean) {
  for (;;) {
    const model = await entry();
    if (isSo(model)) return model;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("a pull is begun, its bytes are counted, and what it installed may be used, verified and removed", async () => {
  expect(await entry()).toMatchObject({ id: "test-model", state: "available", licence: "MIT" });
  expect((await ask("POST", "/test-model/pull?variant=fp32")).status).toBe(202);
  const model = await until(({ state }) => state !== "pulling");
  expect(model).toMatchObject({ state: "installed", variant: "fp32", sizeBytes: expect.any(Number) });
  const { models } = (await ask("GET", "")).body;
  expect(models.at(-1)).toEqual({ name: "test-model", kind: "asr", origin: "installed", isPresent: true });
  expect((await ask("POST", "/test-model/verify")).body).toEqual({ isSound: true, damage: [] });
  writeFileSync(join(folder, "test-model", "config.json"), "{}");
  expect((await ask("POST", "/test-model/verify")).body).toEqual({
    isSound: false,
    damage: [{ file: "config.json", reason: "has another content" }],
  });
  expect((await ask("DELETE", "/test-model")).status).toBe(204);
  expect(await entry()).toMatchObject({ state: "available" });
});

test("a pull that names no variant takes the default variant, shows its bytes, and can be cancelled and gone on with", async () => {
  hub.fault = ({ host, method }, response, file) => {
    if (host !== "cdn" || method !== "GET" || file === undefined) return false;
    response
      .writeHead(200, { "content-length": file.content.length })
      .write(file.content.subarray(0, 100_000));
    return true;
  };
  expect((await ask("POST", "/test-model/pull")).status).toBe(202);
  const { pull } = await until((model) => model.pull?.doneBytes > 100_000);
  expect(pull).toMatchObject({ file: large, variant: "q8", totalBytes: 300_036 });
  expect((await ask("POST", "/test-model/pull")).body.error.code).toBe("model.busy");
  expect((await ask("DELETE", "/test-model")).status).toBe(404);
  expect((await ask("POST", "/test-model/cancel")).status).toBe(204);
  expect(await entry()).toMatchObject({ state: "available" });
  expect((await ask("POST", "/test-model/cancel")).body.error.code).toBe("model.not-pulling");
  hub.fault = () => false;
  await ask("POST", "/test-model/pull");
  expect(await until(({ state }) => state !== "pulling")).toMatchObject({
    state: "installed",
    variant: "q8",
  });
  expect(hub.fetched(large).at(-1)?.range).toBe("bytes=100000-");
});

test("a pull that fails says why until the next one", async () => {
  hub.fault = (_, response) => {
    refuse(response, 401, "GatedRepo");
    return true;
  };
  await ask("POST", "/test-model/pull");
  const { error, state } = await until((model) => model.state !== "pulling");
  expect([state, error.code]).toEqual(["failed", "model.gated"]);
  expect(error.hint).toContain("HF_TOKEN");
  hub.fault = () => false;
  await ask("POST", "/test-model/pull");
  expect(await until((model) => model.state !== "pulling")).not.toHaveProperty("error");
});

test.each([
  ["POST", "/none/pull", 404, "model.unknown"],
  ["POST", "/none/verify", 404, "model.not-installed"],
  ["DELETE", "/..%2f..%2fetc", 404, "model.not-installed"],
  ["DELETE", "/none", 404, "model.not-installed"],
] as const)("%s %s is answered with %i and %s", async (method, path, status, code) => {
  const { status: answered, body } = await ask(method, path);
  expect([answered, body.error.code]).toEqual([status, code]);
});

test("what is no variant, or no such parameter, is refused before anything is pulled", async () => {
  expect((await ask("POST", "/test-model/pull?variant=q3")).body.error).toMatchObject({
    code: "model.unknown",
    field: "variant",
  });
  expect((await ask("POST", "/test-model/pull?varient=q8")).status).toBe(400);
  expect(hub.seen).toEqual([]);
});

test("a server that closes ends its pulls", async () => {
  hub.fault = ({ host }) => host === "cdn"; // never answers
  await ask("POST", "/test-model/pull");
  await until((model) => model.pull?.doneBytes > 0);
  await server.app.close();
  expect(server.app.server.listening).toBe(false);
});
