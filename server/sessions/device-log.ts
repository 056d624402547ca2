import type { SessionEvent } from "#engine/protocol/session-event.ts";
import type { DeviceChange } from "#engine/runtime/device-watch.ts";

/**
 * Decides what of a session's devices is stored. A node that begins is no news, unless it misses a device that its flow
 * asks for, or the session was interrupted and the node goes on elsewhere than its log says.
 */
export class DeviceLog {
  readonly #last = new Map<string, string>();

  /** @param events those of the session so far */
  constructor(events: readonly SessionEvent[]) {
    for (const event of events) if (event.type === "device") this.#last.set(event.nodeId, event.device);
  }

  /**
   * The event of a change; undefined where nothing is to be stored.
   * @param hasOwnPreferences whether its flow asks for other devices than the node's type does: those begin on less nearly everywhere
   */
  eventOf(change: DeviceChange, hasOwnPreferences: boolean): SessionEvent | undefined {
    const { nodeId, device, missed } = change;
    const known = this.#last.get(nodeId);
    const before = change.before ?? known;
    const isNews = before === undefined ? missed !== undefined && hasOwnPreferences : before !== device;
    if (!isNews) return undefined;
    this.#last.set(nodeId, device);
    return {
      ...{ type: "device" as const, nodeId, device },
      ...(before === undefined ? {} : { before }),
      ...(missed === undefined ? {} : { wanted: missed.device, reason: missed.reason }),
    };
  }
}
