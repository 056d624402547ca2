import { FlowError, toFlowError } from "#engine/errors.ts";
import { type CatalogueModel, chooseVariant, findModel, loadCatalogue } from "./catalogue.ts";
import type { PullProgress } from "./install.ts";
import { type ModelSettings, modelSettings } from "./settings.ts";
import type { Damage } from "./verify.ts";

/** What became of the last pull of a model; undefined once it is installed, or was cancelled. */
export type PullState =
  | {
      readonly state: "pulling";
      readonly variant: string | undefined;
      readonly progress: PullProgress | undefined;
    }
  | { readonly state: "failed"; readonly error: FlowError };

interface Pull {
  readonly abort: AbortController;
  readonly variant: string | undefined;
  readonly done: Promise<void>;
  progress: PullProgress | undefined;
}

/**
 * Pulls that run in the background of a server. What does the work is loaded when it is first wanted: the server's
 * start does not wait for it.
 */
export class ModelPulls {
  readonly settings: ModelSettings;
  readonly #catalogue: () => readonly CatalogueModel[];
  readonly #running = new Map<string, Pull>();
  readonly #failed = new Map<string, FlowError>();

  /** @param catalogue what may be pulled. Default: the project's */
  constructor(settings: ModelSettings = modelSettings(), catalogue?: readonly CatalogueModel[]) {
    this.settings = settings;
    this.#catalogue = () => catalogue ?? loadCatalogue();
  }

  /** Everything that may be pulled. */
  get catalogue(): readonly CatalogueModel[] {
    return this.#catalogue();
  }

  /** How a model's pull is. */
  stateOf(id: string): PullState | undefined {
    const pull = this.#running.get(id);
    if (pull !== undefined) return { state: "pulling", variant: pull.variant, progress: pull.progress };
    const error = this.#failed.get(id);
    return error === undefined ? undefined : { state: "failed", error };
  }

  /** Begins to pull a model. @throws {FlowError} `model.unknown`, `model.busy` */
  start(id: string, variantName: string | undefined): void {
    const model = findModel(id, this.catalogue);
    const variant = chooseVariant(model, variantName);
    if (this.#running.has(id)) throw new FlowError("model.busy", { field: "model" });
    this.#failed.delete(id);
    const abort = new AbortController();
    const onProgress = (progress: PullProgress) => {
      pull.progress = progress;
    };
    const options = { settings: this.settings, signal: abort.signal, onProgress };
    const done = import("./pull-from.ts")
      .then(({ pullFrom }) => pullFrom(model, variant, options))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) this.#failed.set(id, toFlowError(error, "model.download"));
      })
      .then(() => void this.#running.delete(id));
    const pull: Pull = { abort, variant, done, progress: undefined };
    this.#running.set(id, pull);
  }

  /** Ends a pull; what came stays for the next one. @throws {FlowError} `model.not-pulling` */
  async cancel(id: string): Promise<void> {
    const pull = this.#running.get(id);
    if (pull === undefined) throw new FlowError("model.not-pulling", { field: "model" });
    pull.abort.abort();
    await pull.done;
  }

  /** See `verifyModel`. */
  async verify(id: string): Promise<readonly Damage[]> {
    const { verifyModel } = await import("./verify.ts");
    return verifyModel(this.settings.folder, id);
  }

  /** See `removeModel`. */
  async remove(id: string): Promise<void> {
    const { removeModel } = await import("./remove.ts");
    return removeModel(this.settings.folder, id);
  }

  /** Ends all pulls. */
  async close(): Promise<void> {
    const pulls = [...this.#running.values()];
    for (const { abort } of pulls) abort.abort();
    await Promise.all(pulls.map(({ done }) => done));
  }
}
