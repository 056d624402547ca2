import { existsSync } from "node:fs";
import { FlowError } from "#engine/errors.ts";
import type { ModelRef } from "#engine/graph/model-kind.ts";
import { canJoin, JoinedSession } from "./joined-session.ts";
import { loadSession } from "./load-session.ts";
import type { InferenceSession } from "./session.ts";
import type { TaskWorker } from "./task.ts";
import { type MemoryBudget, WarmSessions } from "./warm-sessions.ts";

const namesNoModel = "Give `model` with the options of ctx.runTask and ctx.warmUp.";

/** Everything that one worker thread keeps warm between tasks. */
export class WorkerState {
  readonly #device: string;
  readonly #sessions: WarmSessions;
  readonly #cache = new Map<string, Promise<unknown>>();
  /** Paths of models by kind and name. */
  readonly #paths = new Map<string, string>();

  /** @param budget of models that stay loaded; without it all do */
  constructor(device: string, budget?: MemoryBudget) {
    this.#device = device;
    this.#sessions = new WarmSessions((path) => loadSession(path, device), budget);
  }

  /**
   * Where a model is. A path that was found is taken for as long as it exists: all installed models are looked through else.
   * @throws {FlowError} `model.missing`
   */
  async pathOf({ name, kind }: ModelRef): Promise<string> {
    const key = `${kind}:${name}`;
    const known = this.#paths.get(key);
    if (known !== undefined && existsSync(known)) return known;
    const { resolveModel } = await import("../models/resolve.ts");
    const path = resolveModel(name, kind);
    this.#paths.set(key, path);
    return path;
  }

  /** The view that one task gets. `cancelled` is read at every `throwIfCancelled`. */
  forTask(cancelled: () => boolean, modelPath?: string): TaskWorker {
    this.#sessions.nextTask();
    return this.#view(cancelled, modelPath, (path) => this.#sessions.get(path));
  }

  /**
   * The views of tasks of one model that are to run at the same time, one for each: where a task lets them, their model runs
   * are joined.
   */
  forTasks(cancelled: readonly (() => boolean)[], modelPath?: string): TaskWorker[] {
    const [first] = cancelled;
    if (first !== undefined && cancelled.length === 1) return [this.forTask(first, modelPath)];
    this.#sessions.nextTask();
    const joined = new Map<string, Promise<InferenceSession>>();
    const session: TaskWorker["session"] = (path, joining) =>
      joining === undefined
        ? this.#sessions.get(path)
        : remember(joined, path, async () => {
            const own = await this.#sessions.get(path);
            return canJoin(own, joining) ? new JoinedSession(own, joining) : own;
          });
    return cancelled.map((each) => this.#view(each, modelPath, session));
  }

  #view(cancelled: () => boolean, modelPath: string | undefined, session: TaskWorker["session"]): TaskWorker {
    return {
      device: this.#device,
      get modelPath() {
        if (modelPath !== undefined) return modelPath;
        throw new FlowError("task.failed", { message: "No model is named.", hint: namesNoModel });
      },
      session,
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
