import { kindOf } from "../graph/device-preference.ts";
import type { PassedOver, TaskOutcome } from "./task-runner.ts";

/** A node that begins on a device, goes to another one, or comes back. */
export interface DeviceChange {
  readonly nodeId: string;
  readonly device: string;
  /** Absent where the node begins. */
  readonly before?: string;
  /** What was wanted and why it is not used: where the node begins, or leaves a better device. */
  readonly missed?: PassedOver;
  /** The node is back on a device that it had to leave, or had missed from its beginning on. */
  readonly isBack: boolean;
}

interface Whereabouts {
  readonly device: string;
  /** The better device that it was last kept from. */
  readonly missed: string | undefined;
}

/**
 * Watches on which device the nodes of a session run, and tells a change from the rest: tasks that are spread over
 * several devices of a kind are none. A node is known by its id, so one that begins anew has not come back.
 */
export class DeviceWatch {
  readonly #nodes = new Map<string, Whereabouts>();

  /** Takes note of a task. @returns what is news of it; undefined for most */
  note(nodeId: string, { device, passedOver = [] }: TaskOutcome): DeviceChange | undefined {
    const last = this.#nodes.get(nodeId);
    if (last?.device === device) return undefined;
    const [first] = passedOver;
    if (last === undefined) {
      this.#nodes.set(nodeId, { device, missed: first?.device });
      return { nodeId, device, isBack: false, ...(first === undefined ? {} : { missed: first }) };
    }
    const left = passedOver.find((each) => each.device === last.device);
    const isBack = left === undefined && last.missed === device;
    const isSpread = left === undefined && !isBack && kindOf(device) === kindOf(last.device);
    this.#nodes.set(nodeId, { device, missed: isSpread ? last.missed : left?.device });
    if (isSpread) return undefined;
    return { nodeId, device, before: last.device, isBack, ...(left === undefined ? {} : { missed: left }) };
  }
}

/** A change in one line, for the log. */
export function describeChange({ nodeId, device, missed, isBack }: DeviceChange): string {
  if (missed !== undefined) return `node ${nodeId} runs on ${device}, not on ${missed.device}`;
  return `node ${nodeId} runs on ${device} ${isBack ? "again" : "now"}`;
}
