import { stat } from "node:fs/promises";
import { MemoryLedger } from "./memory-ledger.ts";
import type { InferenceSession } from "./session.ts";

interface Warm {
  readonly session: Promise<InferenceSession>;
  readonly bytes: number;
}

/** What models may take in all workers of a process together. */
export interface MemoryBudget {
  readonly bytes: number;
  readonly ledger: MemoryLedger;
}

/**
 * The loaded models of one worker, by file. A worker that needs room within the budget of all releases those of its own
 * that it did not use for longest. Those that the task in progress uses stay, even where that goes beyond the budget: a model
 * that is larger than all of it still runs. Memory is reckoned by the size of the files, weights in files of their own among them.
 */
export class WarmSessions {
  readonly #load: (path: string) => Promise<InferenceSession>;
  readonly #budget: MemoryBudget;
  /** In the order of their last use, oldest first. */
  readonly #warm = new Map<string, Warm>();
  readonly #inUse = new Set<string>();
  /** Loads one after the other, so that two cannot both take the room that there is for one. */
  #loading: Promise<unknown> = Promise.resolve();

  /** @param budget without it all models stay */
  constructor(load: (path: string) => Promise<InferenceSession>, budget: MemoryBudget = unlimited()) {
    this.#load = load;
    this.#budget = budget;
  }

  /** Another task begins: what the one before used may be released. A worker has one task at a time. */
  nextTask(): void {
    this.#inUse.clear();
  }

  /** The model's session, loaded where it is not warm. One that failed to load is tried again the next time. */
  get(path: string): Promise<InferenceSession> {
    this.#inUse.add(path);
    const known = this.#use(path);
    if (known !== undefined) return known;
    const loaded = this.#loading.then(() => this.#use(path) ?? this.#loadAnew(path));
    this.#loading = loaded.catch(() => {});
    return loaded;
  }

  #use(path: string): Promise<InferenceSession> | undefined {
    const known = this.#warm.get(path);
    if (known === undefined) return undefined;
    this.#warm.delete(path);
    this.#warm.set(path, known);
    return known.session;
  }

  async #loadAnew(path: string): Promise<InferenceSession> {
    const bytes = await fileBytes(path);
    await this.#makeRoom(bytes);
    const session = this.#load(path);
    this.#warm.set(path, { session, bytes });
    this.#budget.ledger.add(bytes);
    session.catch(() => this.#forget(path));
    return session;
  }

  async #makeRoom(bytes: number): Promise<void> {
    for (const [path, { session }] of [...this.#warm]) {
      if (this.#budget.ledger.bytes + bytes <= this.#budget.bytes) return;
      if (this.#inUse.has(path)) continue;
      this.#forget(path);
      await (await session).release();
    }
  }

  #forget(path: string): void {
    this.#budget.ledger.add(-(this.#warm.get(path)?.bytes ?? 0));
    this.#warm.delete(path);
  }
}

function unlimited(): MemoryBudget {
  return { bytes: Number.POSITIVE_INFINITY, ledger: new MemoryLedger() };
}

/** Size of a model with its weights; 0 when it is not there, which its loading will say. */
async function fileBytes(path: string): Promise<number> {
  const files = [path, `${path}_data`, `${path}.data`];
  const sizes = files.map((file) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
