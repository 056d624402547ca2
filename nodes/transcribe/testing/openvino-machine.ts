import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDeviceManager, type DeviceManager } from "#runtime-workers/devices/device-manager.ts";
import type { DeviceKind, Nomination } from "#runtime-workers/devices/device-report.ts";
import { DevicePool } from "#runtime-workers/pools/device-pool.ts";

const inference = new URL("../../../runtime-workers/inference/", import.meta.url);
const openVino = fileURLToPath(new URL("testing-openvino.ts", inference));
const genAi = new URL("testing-genai.ts", inference).href;
const recognition = new URL("openvino-export.ts", import.meta.url).href;

/** A machine with an NPU, on which both packages of OpenVINO are installed: fakes, which processes find by NODE_PATH. */
export class MachineWithNpu {
  readonly devices: DeviceManager;
  readonly #folder = mkdtempSync(join(tmpdir(), "patchbay-packages-"));

  constructor() {
    this.#write(
      "openvino-node",
      "index.cjs",
      `exports.addon = require(${JSON.stringify(openVino)}).fakeOpenVino();`,
    );
    this.#write(
      "openvino-genai-node",
      "index.mjs",
      `import { existsSync } from "node:fs";
import { fakeGenAi } from ${JSON.stringify(genAi)};
import { recogniseByDemo } from ${JSON.stringify(recognition)};
const gone = (device) => device === "NPU" && existsSync(${JSON.stringify(this.#gone)}) ? "NPU is gone." : undefined;
export const { ASRPipeline, StreamingStatus } = fakeGenAi({ recognise: recogniseByDemo, refuse: gone, fail: gone });`,
    );
    const env = { NODE_PATH: this.#folder };
    const nomination: Nomination = {
      id: "npu",
      kind: "npu" satisfies DeviceKind,
      name: "NPU",
      state: "probing",
      explanation: "NPU found.",
      facts: {},
      env,
    };
    this.devices = createDeviceManager(1, {
      nominate: async () => [nomination],
      makePool: ({ id }) => new DevicePool({ device: id, threads: 1, env }),
      backoff: { firstMs: 10, maxMs: 100, stableMs: 60_000 },
    });
  }

  get #gone(): string {
    return join(this.#folder, "gone");
  }

  /** From now on the recogniser fails on the NPU. */
  vanish(): void {
    writeFileSync(this.#gone, "");
  }

  /** It works again. */
  comeBack(): void {
    rmSync(this.#gone);
  }

  async close(): Promise<void> {
    await this.devices.close();
    rmSync(this.#folder, { recursive: true });
  }

  #write(name: string, main: string, code: string): void {
    const folder = join(this.#folder, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "2026.4.0", main }));
    writeFileSync(join(folder, main), code);
  }
}
