import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { FlowError } from "#engine/errors.ts";
import { type Manifest, readManifest } from "./manifest.ts";

/** A file that is not as it was installed. */
export interface Damage {
  readonly file: string;
  readonly reason: "is missing" | "has another content";
}

/**
 * Compares an installed model with what was pulled, byte for byte.
 * @returns what is wrong; empty when it is sound
 * @throws {FlowError} `model.not-installed`
 */
export async function verifyModel(modelsFolder: string, id: string): Promise<readonly Damage[]> {
  const folder = join(modelsFolder, id);
  const damage: Damage[] = [];
  for (const { path, sha256 } of installedManifest(modelsFolder, id).files) {
    const found = await sha256Of(join(folder, path));
    if (found !== sha256) {
      damage.push({ file: path, reason: found === undefined ? "is missing" : "has another content" });
    }
  }
  return damage;
}

/** What a pulled model says of itself. @throws {FlowError} `model.not-installed` */
export function installedManifest(modelsFolder: string, id: string): Manifest {
  const manifest = /^[a-z0-9][a-z0-9._-]*$/.test(id) ? readManifest(join(modelsFolder, id)) : undefined;
  if (manifest !== undefined) return manifest;
  throw new FlowError("model.not-installed", {
    field: "model",
    message: `${id} was not pulled to ${modelsFolder}.`,
  });
}

async function sha256Of(path: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      hash.update(chunk as Uint8Array);
    }
    return hash.digest("hex");
  } catch {
    return undefined;
  }
}
