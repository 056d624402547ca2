import type { SaidError } from "../texts/error-texts.ts";
import { ask, done, readJson } from "./request.ts";

/** A model that nodes may use. */
export interface UsableModel {
  /** The value of a node's setting `model`. */
  readonly name: string;
  /** Absent for a model that was put there by hand, which may be of any kind. */
  readonly kind?: string;
  readonly origin: "shipped" | "installed";
  /** Whether its files are there. */
  readonly isPresent: boolean;
}

/** A model of the server's catalogue. */
export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly licence: string;
  /** ISO 639 codes; empty: it knows none. */
  readonly languages: readonly string[];
  /** Precisions, the default first. */
  readonly variants: readonly string[];
  readonly state: "available" | "pulling" | "installed" | "failed";
  /** Of what is installed, else of the default variant, where it is known. */
  readonly sizeBytes?: number;
  /** With state installed: which one. */
  readonly variant?: string;
  /** With state pulling. The total is absent until the hub answered. */
  readonly pull?: { readonly doneBytes: number; readonly totalBytes?: number; readonly variant?: string };
  /** With state failed. */
  readonly error?: SaidError;
}

/** What is there, and what can be pulled with what became of it. */
export interface ModelsAnswer {
  readonly models: readonly UsableModel[];
  readonly catalogue: readonly CatalogueEntry[];
}

/** What differs from what was pulled. */
export interface Verified {
  readonly isSound: boolean;
  readonly damage: readonly { readonly file: string; readonly reason: string }[];
}

/** How long the server may take to read a model from its disk, in ms. */
const verifyMs = 600_000;

/** All models. @throws {Error} why the server does not say; so all below */
export async function loadModels(): Promise<ModelsAnswer> {
  return (await readJson(await ask("/api/models"))) as ModelsAnswer;
}

/** Begins to pull a model. */
export async function startPull(id: string, variant: string | undefined): Promise<void> {
  const query = variant === undefined ? "" : `?variant=${encodeURIComponent(variant)}`;
  await done(ask(`${urlOf(id)}/pull${query}`, { method: "POST" }));
}

/** Ends a pull; what came stays for the next one. */
export async function cancelPull(id: string): Promise<void> {
  await done(ask(`${urlOf(id)}/cancel`, { method: "POST" }));
}

/** Compares an installed model with what was pulled. */
export async function verifyModel(id: string): Promise<Verified> {
  const signal = AbortSignal.timeout(verifyMs);
  return (await readJson(await ask(`${urlOf(id)}/verify`, { method: "POST", signal }))) as Verified;
}

/** Removes a model that was pulled. */
export async function removeModel(id: string): Promise<void> {
  await done(ask(urlOf(id), { method: "DELETE" }));
}

function urlOf(id: string): string {
  return `/api/models/${encodeURIComponent(id)}`;
}
