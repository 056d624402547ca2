import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kindOf } from "#engine/graph/device-preference.ts";
import { DevicePool } from "../pools/device-pool.ts";
import { encodeModel, type ValueInfo } from "../testing/onnx/encode-model.ts";
import type { DeviceManagerOptions } from "./device-manager.ts";
import type { DeviceKind, Nomination } from "./device-report.ts";

/**
 * What a played device does in the place of a task: its process ends by a signal (`segv`, `kill`) or by an abort of native
 * code (`abort`), memory runs out, it hangs, the model's file is cut short, or the device has no code for the model.
 */
export type Fault = "segv" | "kill" | "abort" | "memory" | "hang" | "cut-model" | "unsuitable";

const workerModule = new URL("./fixtures/faulty-worker.ts", import.meta.url);

/** A device for tests: its process runs tasks on the processor, and plays the faults that are asked for. */
export class PlayedDevice {
  readonly id: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "patchbay-device-"));
  readonly #faults: Readonly<Record<number, Fault>>;

  /** @param faults by the number of the task, counted from 1 over all lives of its process */
  constructor(id: string, faults: Readonly<Record<number, Fault>> = {}) {
    this.id = id;
    this.#faults = faults;
    writeFileSync(join(this.#folder, "faults.json"), JSON.stringify(faults));
    writeFileSync(join(this.#folder, "journal"), "");
    writeFileSync(join(this.#folder, "outer.onnx"), matrixProduct());
    const probe = readFileSync(new URL("./probe/probe.onnx", import.meta.url));
    writeFileSync(join(this.#folder, "cut.onnx"), probe.subarray(0, probe.length / 2));
  }

  /** Tasks that it was given, probes aside. */
  get tasks(): number {
    return readFileSync(join(this.#folder, "journal")).length;
  }

  /** Faults that it has played. */
  get played(): number {
    const { tasks } = this;
    return Object.keys(this.#faults).filter((task) => Number(task) <= tasks).length;
  }

  /** From now on nothing works on it, a probe neither. */
  vanish(): void {
    writeFileSync(join(this.#folder, "gone"), "");
  }

  /** It is there again. */
  comeBack(): void {
    if (existsSync(join(this.#folder, "gone"))) rmSync(join(this.#folder, "gone"));
  }

  makePool(): DevicePool {
    const env = { PATCHBAY_TEST_FOLDER: this.#folder };
    return new DevicePool({ device: this.id, threads: 1, env, workerModule });
  }
}

/** Options of a manager with these devices beside the processor, whose breakers try again at once. */
export function managerWith(...played: readonly PlayedDevice[]): Omit<DeviceManagerOptions, "threads"> {
  const nominations = played.map(({ id }) => nominationOf(id));
  return {
    nominate: async () => nominations,
    makePool: ({ id }) =>
      played.find((device) => device.id === id)?.makePool() ?? new DevicePool({ device: id, threads: 1 }),
    backoff: { firstMs: 10, maxMs: 100, stableMs: 60_000 },
  };
}

function nominationOf(id: string): Nomination {
  const kind = kindOf(id) as DeviceKind;
  return { id, kind, name: id, state: "probing", explanation: `${id} is played.`, facts: {}, env: {} };
}

/** An ONNX file `y = a · b` for matrices of any size. */
export function matrixProduct(): Uint8Array {
  const matrix = (name: string): ValueInfo => ({ name, type: "float", dims: [`${name}0`, `${name}1`] });
  const product = { operator: "MatMul", inputs: ["a", "b"], outputs: ["y"] };
  const ports = { inputs: [matrix("a"), matrix("b")], outputs: [matrix("y")] };
  return encodeModel({ name: "outer", nodes: [product], constants: [], ...ports });
}
