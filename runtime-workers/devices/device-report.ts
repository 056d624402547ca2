/** What computes: one engine and one way to pin a process for each. */
export type DeviceKind = "cpu" | "cuda" | "webgpu" | "npu" | "intel-gpu";

/**
 * How a device is. `probing`: found, and not run yet; `ready`: a tiny inference ran on it; `failed`: that inference
 * failed; `absent`: this machine has none. The others say what is missing.
 */
export type DeviceState =
  | "probing"
  | "ready"
  | "missing-runtime"
  | "missing-driver"
  | "no-permission"
  | "failed"
  | "absent";

/** A device of this machine, or of none, with what a person can do about it. */
export interface DeviceReport {
  /** `cpu`, `cuda:0`, `webgpu:0`, `npu`, `intel-gpu:0`. */
  readonly id: string;
  readonly kind: DeviceKind;
  /** Such as `NVIDIA H200`. */
  readonly name: string;
  readonly state: DeviceState;
  /** One or two sentences: what was found, and what to do next. */
  readonly explanation: string;
  /** Of a device that is absent: what was found all the same. The explanation ends with it. */
  readonly note?: string;
  /** What was read: driver version, flags, limits. Units are in the names. */
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

/** A device that the file system tells of. One in the state `probing` lacks nothing, as far as files can tell. */
export interface Nomination extends DeviceReport {
  /** Environment that pins a process to this device. */
  readonly env: Readonly<Record<string, string>>;
  /** Cores that its process is pinned to, `0-3,8` say; absent: it may run on all. */
  readonly cores?: string;
  /** Bytes of models that stay loaded on it; absent: no limit. */
  readonly modelBytes?: number;
}

/** What its process is given. */
export type PoolNeeds = Pick<Nomination, "id" | "env" | "cores" | "modelBytes">;

/** What people see of a nomination; what its process is given is among the facts. */
export function reportOf({ env: _env, cores, modelBytes, ...report }: Nomination): DeviceReport {
  const isPinned = cores !== undefined && report.state === "ready";
  return {
    ...report,
    ...(isPinned ? { explanation: `${report.explanation} Its process stays on the cores ${cores}.` } : {}),
    facts: {
      ...report.facts,
      ...(cores === undefined ? {} : { pinnedCores: cores }),
      ...(modelBytes === undefined ? {} : { memoryBudgetBytes: modelBytes }),
    },
  };
}
