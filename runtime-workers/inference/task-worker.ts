import { FlowError } from "#engine/errors.ts";
import { loadSession } from "./load-session.ts";
import type { TaskWorker } from "./task.ts";
import { type MemoryBudget, WarmSessions } from "./warm-sessions.ts";

/** Everything that one worker thread keeps warm between tasks. */
export class WorkerState {
  readonly #device: string;
  readonly #sessions: WarmSessions;
  readonly #cache = new Map<string, Promise<unknown>>();

  /** @param budget of models that stay loaded; without it all do */
  constructor(device: string, budget?: MemoryBudget) {
    this.#device = device;
    this.#sessions = new WarmSessions((path) => loadSession(path, device), budget);
  }

  /** The view that one task gets. `cancelled` is read at every `throwIfCancelled`. */
  forTask(cancelled: () => boolean): TaskWorker {
    this.#sessions.nextTask();
    return {
      device: this.#device,
      session: (path) => this.#sessions.get(path),
      cached: <T>(key: string, make: () => T | Promise<T>) =>
        remember(this.#cache, key, async () => make()) as Promise<T>,
      throwIfCancelled: () => {
        if (cancelled()) throw new FlowError("task.cancelled");
      },
    };
  }
}

/** Keeps the promise, so that two tasks share one; forgets a failed one, so that the next task tries again. */
function remember<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  made.catch(() => map.delete(key));
  return made;
}
