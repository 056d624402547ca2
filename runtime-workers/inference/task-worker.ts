import { FlowError } from "#engine/errors.ts";
import { loadOnnx } from "./onnxruntime.ts";
import type { InferenceSession } from "./session.ts";
import type { TaskWorker } from "./task.ts";

/** Everything that one worker thread keeps warm between tasks. */
export class WorkerState {
  readonly #device: string;
  readonly #sessions = new Map<string, Promise<InferenceSession>>();
  readonly #cache = new Map<string, Promise<unknown>>();

  constructor(device: string) {
    this.#device = device;
  }

  /** The view that one task gets. `cancelled` is read at every `throwIfCancelled`. */
  forTask(cancelled: () => boolean): TaskWorker {
    return {
      device: this.#device,
      session: (path) => remember(this.#sessions, path, () => loadOnnx(path)),
      cached: <T>(key: string, make: () => T | Promise<T>) =>
        remember(this.#cache, key, async () => make()) as Promise<T>,
      throwIfCancelled: () => {
        if (cancelled()) throw new FlowError("task.cancelled");
      },
    };
  }
}

/** Keeps the promise, so that two tasks share one load; forgets a failed one, so that the next task tries again. */
function remember<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  made.catch(() => map.delete(key));
  return made;
}
