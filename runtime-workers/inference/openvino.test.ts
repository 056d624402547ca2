import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { matrixProduct } from "../devices/testing.ts";
import { resolveModel } from "../models/resolve.ts";
import { loadOnnx } from "./onnxruntime.ts";
import { loadOpenVino } from "./openvino.ts";
import { bool, float32, int64, type Tensor } from "./session.ts";
import { fakeOpenVino } from "./testing-openvino.ts";

const onnx = join(resolveModel("phrasebook-asr", "asr"), "onnx");
const probe = fileURLToPath(new URL("../devices/probe/probe.onnx", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "patchbay-openvino-"));
const product = join(folder, "product.onnx");
writeFileSync(product, matrixProduct());
afterAll(() => rmSync(folder, { recursive: true }));

const ramp = (size: number) => Float32Array.from({ length: size }, (_, at) => Math.sin(at));
const features = (frames: number) => ({ input_features: float32(ramp(80 * frames), [1, 80, frames]) });

/** That two engines gave the same, up to what floats allow. */
function expectClose(got: Tensor | undefined, wanted: Tensor | undefined): void {
  expect(got).toMatchObject({ type: wanted?.type, dims: wanted?.dims });
  const [a, b] = [[...(got?.data ?? [])].map(Number), [...(wanted?.data ?? [])].map(Number)];
  expect(Math.max(...a.map((value, at) => Math.abs(value - (b[at] as number))))).toBeLessThan(1e-4);
}

test("a model of fixed sizes runs on the NPU, which is named exactly and given a cache", async () => {
  const addon = fakeOpenVino();
  const session = await loadOpenVino(probe, "npu", () => addon);
  const { y } = await session.run({ x: float32(Float32Array.of(1, 2, 3, 4), [2, 2]) });
  expect(y).toEqual(float32(Float32Array.of(7, 10, 15, 22), [2, 2]));
  expect(addon.compiled).toEqual([
    { device: "NPU", config: { CACHE_DIR: expect.stringMatching(/patchbay/) }, shapes: ["x [2,2]"] },
  ]);
});

test("an encoder of open sizes is compiled for the NPU once, for those of its first run", async () => {
  const addon = fakeOpenVino();
  const session = await loadOpenVino(join(onnx, "encoder_model.onnx"), "npu", () => addon);
  expect(session.inputDims).toEqual({ input_features: [1, 80, 1] });
  const peer = await loadOnnx(join(onnx, "encoder_model.onnx"));
  for (let run = 0; run < 2; run++) {
    const [got, wanted] = [await session.run(features(1000)), await peer.run(features(1000))];
    expectClose(got["last_hidden_state"], wanted["last_hidden_state"]);
  }
  expect(addon.compiled.map(({ shapes }) => shapes)).toEqual([["input_features [1,80,1000]"]]);
});

test("a model that comes in other sizes does not suit the device, and says which ones it takes", async () => {
  const session = await loadOpenVino(join(onnx, "encoder_model.onnx"), "npu", () => fakeOpenVino());
  await session.run(features(1000));
  await expect(session.run(features(500))).rejects.toMatchObject({
    code: "device.unsuitable",
    message: expect.stringMatching(/input_features \[1,80,1000\], not input_features \[1,80,500\]/),
  });
  await session.run(features(1000));
});

test.each([
  ["decoder_model", "input_ids"],
  ["decoder_with_past_model", "input_ids"],
  ["decoder_model_merged", "input_ids"],
])(
  "%s grows with the text: the NPU refuses it before it compiles, and names what would do",
  async (file, name) => {
    const addon = fakeOpenVino();
    await expect(loadOpenVino(join(onnx, `${file}.onnx`), "npu", () => addon)).rejects.toMatchObject({
      code: "device.unsuitable",
      message: expect.stringContaining(`${name} of ${file}.onnx grows`),
      hint: expect.stringMatching(/whisper-base-int8-ov.*openvino-genai-node/),
    });
    expect(addon.compiled).toEqual([]);
  },
);

test("a GPU takes open sizes, token ids by name and the switch of a merged decoder as a byte", async () => {
  const addon = fakeOpenVino();
  const path = join(onnx, "decoder_model_merged.onnx");
  const [session, peer] = [await loadOpenVino(path, "intel-gpu:1", () => addon), await loadOnnx(path)];
  const past = Object.fromEntries(
    peer.inputNames
      .filter((name) => name.startsWith("past_key_values"))
      .map((name) => [name, float32(new Float32Array(0), [1, 4, 0, 32])]),
  );
  const hidden = float32(ramp(500 * 128), [1, 500, 128]);
  const feeds = (ids: readonly number[]) => ({
    ...past,
    input_ids: int64(ids, [1, ids.length]),
    encoder_hidden_states: hidden,
    use_cache_branch: bool(false),
  });
  for (const ids of [[1157, 1158, 1163], [1157]]) {
    const outputs = await session.run(feeds(ids), ["logits"]);
    expect(Object.keys(outputs)).toEqual(["logits"]);
    expectClose(outputs["logits"], (await peer.run(feeds(ids), ["logits"]))["logits"]);
  }
  expect(addon.compiled.map(({ device }) => device)).toEqual(["GPU.1"]);
});

test("a device that fails, at compiling or later, fails as a device; one that failed to compile is tried again", async () => {
  const one = { a: float32(Float32Array.of(1), [1, 1]), b: float32(Float32Array.of(3), [1, 1]) };
  const absent = await loadOpenVino(product, "npu", () => fakeOpenVino(["CPU"]));
  const refusal = { code: "device.failed", message: expect.stringMatching(/^npu failed: Device with "NPU"/) };
  await expect(absent.run(one)).rejects.toMatchObject(refusal);
  const devices = ["CPU"];
  const late = await loadOpenVino(product, "npu", () => fakeOpenVino(devices));
  await expect(late.run(one)).rejects.toMatchObject(refusal);
  devices.push("NPU");
  expect((await late.run(one))["y"]?.data).toEqual(Float32Array.of(3));
  const addon = fakeOpenVino();
  const session = await loadOpenVino(product, "npu", () => addon);
  await session.run(one);
  addon.breakDown();
  await expect(session.run(one)).rejects.toMatchObject({
    code: "device.failed",
    message: expect.stringContaining("NPU device lost"),
  });
});

test("halves are refused: OpenVINO has none in JavaScript", async () => {
  const session = await loadOpenVino(product, "npu", () => fakeOpenVino());
  const half: Tensor = { type: "float16", data: new Uint16Array(1), dims: [1, 1] };
  await expect(session.run({ a: half, b: half })).rejects.toMatchObject({ code: "device.failed" });
});

test("a file that is not there is the model's fault, one that cannot be read and a package that is missing the device's", async () => {
  await expect(loadOpenVino("/nowhere/m.onnx", "npu", () => fakeOpenVino())).rejects.toMatchObject({
    code: "model.missing",
  });
  const cut = join(folder, "cut.onnx");
  writeFileSync(cut, matrixProduct().subarray(0, 40));
  await expect(loadOpenVino(cut, "npu", () => fakeOpenVino())).rejects.toMatchObject({
    code: "device.failed",
    message: expect.stringMatching(/^npu failed: /),
  });
  const notInstalled = () => {
    throw Object.assign(new Error("Cannot find module 'openvino-node'"), { code: "MODULE_NOT_FOUND" });
  };
  await expect(loadOpenVino(probe, "npu", notInstalled)).rejects.toMatchObject({
    code: "device.failed",
    message: "npu failed: Cannot find module 'openvino-node'",
  });
});
