import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ModelRef } from "#engine/graph/model-kind.ts";
import { resolveModel } from "../models/resolve.ts";

interface Unsuitable {
  readonly reason: string;
  readonly path: string;
  /** Of what is newest in the model's folder: another export, or the same one pulled again, has another time. */
  readonly mtimeMs: number;
}

/**
 * The models that one device cannot run, each for as long as its files stay as they are. Unlike a breaker nothing is probed:
 * a device that works says nothing of a model that it has no code for.
 */
export class UnsuitableModels {
  readonly #models = new Map<string, Unsuitable>();

  /** A task without a model is not remembered: there is nothing that could change. */
  add(model: ModelRef | undefined, reason: string): void {
    const path = model === undefined ? undefined : pathOf(model);
    const mtimeMs = path === undefined ? undefined : timeOf(path);
    if (model === undefined || path === undefined || mtimeMs === undefined) return;
    this.#models.set(keyOf(model), { reason, path, mtimeMs });
  }

  /** Why the device cannot run a model; undefined when it may, or when the model has changed since. */
  reasonFor(model: ModelRef | undefined): string | undefined {
    const known = model === undefined ? undefined : this.#models.get(keyOf(model));
    if (model === undefined || known === undefined) return undefined;
    if (timeOf(known.path) === known.mtimeMs) return known.reason;
    this.#models.delete(keyOf(model));
    return undefined;
  }
}

function keyOf({ name, kind }: ModelRef): string {
  return `${kind}:${name}`;
}

function pathOf({ name, kind }: ModelRef): string | undefined {
  try {
    return resolveModel(name, kind);
  } catch {
    return undefined; // removed meanwhile, which the next task says
  }
}

/** How deep the files of a model lie in its folder: exports put them into `onnx/`, say. */
const deepest = 2;

/** A folder's own time does not tell of a file in it that was written anew, nor of one in a folder below. */
function timeOf(path: string): number | undefined {
  try {
    return newestIn(path, 0);
  } catch {
    return undefined; // it is being removed
  }
}

function newestIn(path: string, depth: number): number {
  const stat = statSync(path);
  if (!stat.isDirectory() || depth > deepest) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name), depth + 1)));
}
