import { existsSync, readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { DevicePool } from "../../pools/device-pool.ts";

/** Chromium's Vulkan in software, which Debian's chromium-common brings. */
const swiftShader = "/usr/lib/chromium/vk_swiftshader_icd.json";
const module = new URL("./task.ts", import.meta.url).href;
const signal = new AbortController().signal;
let pool: DevicePool | undefined;

afterEach(() => pool?.close());

function probe(device: string, env: Readonly<Record<string, string>> = {}) {
  pool = new DevicePool({ device, threads: 1, env });
  return pool.run({ nodeType: "probe", module, input: null, devices: [device], signal }, { isMovable: true });
}

test("the processor multiplies two matrices in a process of its own", async () => {
  expect(await probe("cpu")).toEqual({ output: null, attempts: 1 });
});

test.skipIf(!existsSync(swiftShader))(
  "WebGPU multiplies them on SwiftShader (skipped where Chromium's libvk_swiftshader.so is not installed)",
  async () => {
    const env = { VK_DRIVER_FILES: swiftShader, VK_ICD_FILENAMES: swiftShader };
    expect(await probe("webgpu:0", env)).toEqual({ output: null, attempts: 1 });
  },
);

test("WebGPU without any Vulkan driver fails as a device, and its process lives on", async () => {
  const env = { VK_DRIVER_FILES: "/nowhere", VK_ICD_FILENAMES: "/nowhere" };
  await expect(probe("webgpu:0", env)).rejects.toMatchObject({ code: "device.failed" });
  expect(pool?.snapshot().crashes).toBe(0);
});

test("an NPU without openvino-node fails as a device", async () => {
  await expect(probe("npu")).rejects.toMatchObject({
    code: "device.failed",
    message: expect.stringMatching(/^npu failed: /),
  });
});

test("probe.onnx is the model y = x · x, byte by byte as onnx.proto3 has it", () => {
  expect([...readFileSync(new URL("./probe.onnx", import.meta.url))]).toEqual(probeModel());
});

/** Field numbers are those of onnx.proto3 (github.com/onnx/onnx); every length here fits in one byte. */
function probeModel(): number[] {
  const number = (field: number, value: number) => [field << 3, value];
  const bytes = (field: number, content: readonly number[]) => [(field << 3) | 2, content.length, ...content];
  const text = (field: number, content: string) => bytes(field, [...Buffer.from(content)]);
  const two = bytes(1, number(1, 2));
  const float = 1;
  const matrix = (name: string) => {
    const tensor = [...number(1, float), ...bytes(2, [...two, ...two])];
    return [...text(1, name), ...bytes(2, bytes(1, tensor))];
  };
  const node = [...text(1, "x"), ...text(1, "x"), ...text(2, "y"), ...text(4, "MatMul")];
  const graph = [
    ...bytes(1, node),
    ...text(2, "probe"),
    ...bytes(11, matrix("x")),
    ...bytes(12, matrix("y")),
  ];
  return [...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 13))];
}
