import type { CatalogueEntry } from "#engine/protocol/rest/models.ts";
import { loadModels } from "./models.ts";

/** What a pull is followed by. */
export interface FollowOptions {
  /** Default: the server's list. */
  readonly load?: typeof loadModels;
  /** Time between two questions, in ms. Default 500. */
  readonly everyMs?: number;
}

/**
 * Waits for the end of a pull, whether or not anybody looks at it; a server that does not answer is asked on.
 * @returns what became of it: `installed`, `failed`, or `available` where it was cancelled
 */
export async function followPull(id: string, options: FollowOptions = {}): Promise<CatalogueEntry["state"]> {
  const { load = loadModels, everyMs = 500 } = options;
  for (;;) {
    const answer = await load().catch(() => undefined);
    const state = answer?.catalogue.find((model) => model.id === id)?.state;
    if (answer !== undefined && state !== "pulling") return state ?? "available";
    await new Promise((wake) => setTimeout(wake, everyMs));
  }
}
