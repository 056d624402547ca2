import type { ModelsAnswer, Verified } from "#engine/protocol/rest/models.ts";
import { ask } from "./client.ts";

/** How long the server may take to read a model from its disk, in ms. */
const verifyMs = 600_000;

/** All models. @throws {ApiError} so all below */
export function loadModels(): Promise<ModelsAnswer> {
  return ask("GET", "/api/models");
}

/** Begins to pull a model. */
export async function startPull(id: string, variant: string | undefined): Promise<void> {
  const query = variant === undefined ? "" : `?variant=${encodeURIComponent(variant)}`;
  await ask("POST", `${urlOf(id)}/pull${query}`);
}

/** Ends a pull; what came stays for the next one. */
export async function cancelPull(id: string): Promise<void> {
  await ask("POST", `${urlOf(id)}/cancel`);
}

/** Compares an installed model with what was pulled. */
export function verifyModel(id: string): Promise<Verified> {
  return ask("POST", `${urlOf(id)}/verify`, { limitMs: verifyMs });
}

/** Removes a model that was pulled. */
export async function removeModel(id: string): Promise<void> {
  await ask("DELETE", urlOf(id));
}

function urlOf(id: string): string {
  return `/api/models/${encodeURIComponent(id)}`;
}
