import { expect, test } from "vitest";
import { nominateDevices } from "./nominate.ts";
import { systemTree } from "./system-tree.ts";
import { type MadeUp, makeTree, pci } from "./testing.ts";

const everything = { cuda: true, openvino: true, genai: true };
const nothing = { cuda: false, openvino: false, genai: false };

/** What is said of a made-up machine, by device. */
function nominate(files: MadeUp, runtimes = everything, mayUse?: (path: string) => boolean) {
  const tree = systemTree(makeTree(files), mayUse);
  return new Map(nominateDevices(tree, runtimes).map((each) => [each.id, each]));
}

const cpuinfo = ["0", "1"]
  .map(
    (core) =>
      `processor\t: ${core}\nmodel name\t: Core Ultra 7 155H\nflags\t\t: fpu avx2 avx_vnni amx_tile avx512f`,
  )
  .join("\n\n");
const npu: MadeUp = {
  "/sys/class/accel/accel0/device/driver": { link: "../../../bus/pci/drivers/intel_vpu" },
  "/dev/accel/accel0": "",
};
const intelGpu: MadeUp = { "/dev/dri/renderD128": "", "/sys/class/drm/renderD128/device/vendor": "0x8086\n" };
const nvidiaDriver: MadeUp = {
  "/proc/driver/nvidia/version":
    "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build\n",
};
const gpu = (address: string, minor: number): MadeUp => ({
  [`/proc/driver/nvidia/gpus/${address}/information`]: `Model: \t\t NVIDIA H200\nDevice Minor: \t ${minor}\n`,
  [`/dev/nvidia${minor}`]: "",
});

test("a machine with nothing but a processor says of every kind that it is absent", () => {
  const found = nominate({ "/proc/cpuinfo": cpuinfo, "/proc/meminfo": "MemTotal:       24684092 kB\n" });
  expect(found.get("cpu")).toMatchObject({
    name: "Core Ultra 7 155H",
    state: "probing",
    explanation: "2 cores; avx2, avx-vnni, amx, avx512.",
    facts: { cores: 2, flags: ["avx2", "avx-vnni", "amx", "avx512"], memoryBytes: 24684092 * 1024 },
  });
  for (const id of ["cuda:0", "webgpu:0", "npu", "intel-gpu:0"]) {
    expect(found.get(id)).toMatchObject({
      state: "absent",
      explanation: expect.stringMatching(/^This machine has no /),
    });
  }
  expect(found.size).toBe(5);
});

test("a folder that is no machine at all is no error", () => {
  expect([...nominate({}).keys()]).toEqual(["cpu", "cuda:0", "webgpu:0", "npu", "intel-gpu:0"]);
});

test("limits of cgroup v2 count, the tightest of all levels", () => {
  const found = nominate({
    "/proc/cpuinfo": cpuinfo,
    "/proc/self/cgroup": "0::/docker/abc\n",
    "/sys/fs/cgroup/docker/abc/cpu.max": "150000 100000\n",
    "/sys/fs/cgroup/docker/cpu.max": "max 100000\n",
    "/sys/fs/cgroup/docker/abc/memory.max": "max\n",
    "/sys/fs/cgroup/docker/memory.max": "2147483648\n",
  });
  expect(found.get("cpu")).toMatchObject({
    explanation: expect.stringContaining("2 cores, of which this process may use 1.5;"),
    facts: { cpuLimit: 1.5, memoryLimitBytes: 2 ** 31 },
  });
});

test("limits of cgroup v1 count, and its ways to say that there is none", () => {
  const v1 = "4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n1:name=systemd:/\n";
  const files = (quotaUs: string, bytes: string): MadeUp => ({
    "/proc/self/cgroup": v1,
    "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": quotaUs,
    "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes": bytes,
  });
  const limited = nominate(files("50000\n", "1073741824\n")).get("cpu")?.facts;
  expect(limited).toMatchObject({ cpuLimit: 0.5, memoryLimitBytes: 2 ** 30 });
  const free = nominate(files("-1\n", "9223372036854771712\n")).get("cpu")?.facts;
  expect(free).not.toHaveProperty("cpuLimit");
  expect(free).not.toHaveProperty("memoryLimitBytes");
});

test("an NPU that has all it needs is probed", () => {
  expect(nominate(npu).get("npu")).toMatchObject({
    state: "probing",
    explanation: "NPU found at /dev/accel/accel0.",
    facts: { node: "/dev/accel/accel0" },
  });
});

test("without openvino-genai-node an NPU and an Intel GPU are probed, and say what it would bring", () => {
  const found = nominate({ ...npu, ...intelGpu }, { ...everything, genai: false });
  const hint = "For Whisper of OpenVINO exports: npm i openvino-genai-node.";
  expect(found.get("npu")).toMatchObject({
    state: "probing",
    explanation: `NPU found at /dev/accel/accel0. ${hint}`,
  });
  expect(found.get("intel-gpu:0")).toMatchObject({
    state: "probing",
    explanation: `Intel GPU found at /dev/dri/renderD128. ${hint}`,
  });
});

test("an NPU without openvino-node says what to install", () => {
  expect(nominate(npu, nothing).get("npu")).toMatchObject({
    state: "missing-runtime",
    explanation: "NPU found at /dev/accel/accel0, openvino-node not installed: npm i openvino-node",
  });
});

test("an NPU on the PCI bus that no driver has taken says which one is missing", () => {
  expect(nominate(pci("0000:00:0b.0", "0x8086", "0x120000")).get("npu")).toMatchObject({
    state: "missing-driver",
    explanation: expect.stringContaining("NPU found at PCI 0000:00:0b.0, its driver intel_vpu not loaded"),
  });
});

test("an NPU that the user may not use names the group", () => {
  const found = nominate(npu, everything, (path) => !path.includes("/dev/accel/"));
  expect(found.get("npu")).toMatchObject({
    state: "no-permission",
    explanation: expect.stringContaining("add the user to the group render"),
  });
});

test("an NPU whose device is not in the container says how to share it", () => {
  const { "/dev/accel/accel0": _device, ...rest } = npu;
  expect(nominate(rest).get("npu")).toMatchObject({
    state: "no-permission",
    explanation: expect.stringContaining("--device /dev/accel"),
  });
});

test("an accelerator of another maker is no NPU of Intel", () => {
  const habana = {
    "/sys/class/accel/accel0/device/driver": { link: "../drivers/habanalabs" },
    "/dev/accel/accel0": "",
  };
  expect(nominate(habana).get("npu")?.state).toBe("absent");
});

test("every NVIDIA GPU is a device of its own, pinned by its number on the PCI bus", () => {
  const found = nominate({ ...nvidiaDriver, ...gpu("0000:01:00.0", 1), ...gpu("0000:02:00.0", 0) });
  expect(found.get("cuda:0")).toMatchObject({
    name: "NVIDIA H200",
    state: "probing",
    facts: { driver: "570.86.15", node: "/dev/nvidia1" },
    env: { CUDA_VISIBLE_DEVICES: "0", CUDA_DEVICE_ORDER: "PCI_BUS_ID" },
  });
  expect(found.get("cuda:1")).toMatchObject({ state: "probing", env: { CUDA_VISIBLE_DEVICES: "1" } });
});

test("an NVIDIA GPU without ONNX Runtime's CUDA libraries says how to get them", () => {
  expect(nominate({ ...nvidiaDriver, ...gpu("0000:01:00.0", 0) }, nothing).get("cuda:0")).toMatchObject({
    state: "missing-runtime",
    explanation:
      "NVIDIA H200 found at /dev/nvidia0, ONNX Runtime's CUDA libraries not installed: " +
      "ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js",
  });
});

test("an NVIDIA GPU says whether its driver, its device file or the right to use it is missing", () => {
  const card = gpu("0000:01:00.0", 0);
  const onBus = pci("0000:01:00.0", "0x10de", "0x030200", "nouveau");
  expect(nominate(onBus).get("cuda:0")).toMatchObject({
    state: "missing-driver",
    explanation: expect.stringContaining("the driver nouveau holds it: install NVIDIA's driver"),
  });
  const { "/dev/nvidia0": _device, ...hidden } = card;
  expect(nominate({ ...nvidiaDriver, ...hidden }).get("cuda:0")).toMatchObject({
    state: "no-permission",
    explanation: expect.stringContaining("start the container with --gpus all"),
  });
  expect(nominate({ ...nvidiaDriver, ...card }, everything, () => false).get("cuda:0")?.state).toBe(
    "no-permission",
  );
});

test("an Intel GPU is a device of OpenVINO and of WebGPU, each with what it needs", () => {
  const icd = {
    "/usr/share/vulkan/icd.d/intel_icd.x86_64.json": "{}",
    "/usr/share/vulkan/icd.d/lvp_icd.x86_64.json": "{}",
  };
  const drivers = ["/usr/share/vulkan/icd.d/intel_icd.x86_64.json"];
  const found = nominate({ ...intelGpu, ...icd });
  expect(found.get("intel-gpu:0")).toMatchObject({
    state: "probing",
    facts: { node: "/dev/dri/renderD128" },
  });
  expect(found.get("webgpu:0")).toMatchObject({
    state: "probing",
    facts: { vulkanDrivers: drivers },
    env: { VK_DRIVER_FILES: drivers[0], VK_ICD_FILENAMES: drivers[0] },
  });
  const bare = nominate(intelGpu, nothing);
  expect(bare.get("intel-gpu:0")).toMatchObject({
    state: "missing-runtime",
    explanation: "Intel GPU found at /dev/dri/renderD128, openvino-node not installed: npm i openvino-node",
  });
  expect(bare.get("webgpu:0")).toMatchObject({
    state: "missing-driver",
    explanation: expect.stringContaining("apt install mesa-vulkan-drivers"),
  });
});

test("a GPU that may not be used, or that has no render node here, says why", () => {
  const denied = nominate(intelGpu, everything, () => false);
  for (const id of ["intel-gpu:0", "webgpu:0"]) {
    expect(denied.get(id)).toMatchObject({
      state: "no-permission",
      explanation: expect.stringContaining("add the user to the group render"),
    });
  }
  const shared = nominate(pci("0000:00:02.0", "0x8086", "0x030000", "i915"));
  expect(shared.get("intel-gpu:0")).toMatchObject({
    state: "no-permission",
    explanation: expect.stringContaining("--device /dev/dri"),
  });
  expect(nominate(pci("0000:00:02.0", "0x8086", "0x030000")).get("intel-gpu:0")).toMatchObject({
    state: "missing-driver",
    explanation: expect.stringContaining("modprobe i915"),
  });
});

test("an NVIDIA GPU without a render node, as in containers, is a device of WebGPU by its own files", () => {
  const driver = "/usr/share/vulkan/icd.d/nvidia_icd.json";
  const card = { ...nvidiaDriver, ...gpu("0000:01:00.0", 0) };
  expect(nominate({ ...card, [driver]: "{}" }).get("webgpu:0")).toMatchObject({
    state: "probing",
    explanation: "GPU found at /dev/nvidia0.",
    env: { VK_DRIVER_FILES: driver },
  });
  expect(nominate(card).get("webgpu:0")).toMatchObject({
    state: "missing-driver",
    explanation: expect.stringContaining("NVIDIA_DRIVER_CAPABILITIES=all"),
  });
});

test("Vulkan drivers that compute on the processor are no GPU", () => {
  const found = nominate({ "/usr/share/vulkan/icd.d/lvp_icd.x86_64.json": "{}" }).get("webgpu:0");
  expect(found).toMatchObject({ state: "absent", explanation: expect.stringContaining("in software only") });
});
