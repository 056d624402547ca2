import { followPull } from "../../api/follow-pull.ts";

/**
 * Settings that wait for a model that is being pulled, by their place. They are beside the controls: who looks at another
 * node meanwhile, gets the model all the same.
 */
export class AwaitedModels {
  readonly #byPlace = new Map<string, { readonly id: string }>();
  readonly #follow: typeof followPull;

  /** @param follow waits for a pull's end. Default: asks the server */
  constructor(follow = followPull) {
    this.#follow = follow;
  }

  /** The model that a setting waits for. */
  at(place: string): string | undefined {
    return this.#byPlace.get(place)?.id;
  }

  /** Calls back when the model is there, unless the setting waits no longer by then; a pull that fails ends the wait. */
  wait(place: string, id: string, arrived: () => void): void {
    const wait = { id };
    this.#byPlace.set(place, wait);
    void this.#follow(id).then((state) => {
      if (this.#byPlace.get(place) !== wait) return;
      this.#byPlace.delete(place);
      if (state === "installed") arrived();
    });
  }

  /** Another model was chosen. */
  forget(place: string): void {
    this.#byPlace.delete(place);
  }
}
