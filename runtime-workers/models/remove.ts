import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { lockModel, pullsFolder } from "./model-lock.ts";
import { diskError } from "./part-file.ts";
import { installedManifest } from "./verify.ts";

/**
 * Removes a pulled model and what is left of earlier pulls of it. It is gone in one step: half of it is never seen.
 * @throws {FlowError} `model.not-installed`, `model.busy`, `file.write-failed`
 */
export async function removeModel(modelsFolder: string, id: string): Promise<void> {
  installedManifest(modelsFolder, id);
  const release = lockModel(modelsFolder, id);
  const gone = join(modelsFolder, pullsFolder, `${id}.gone`);
  try {
    await rm(gone, { recursive: true, force: true });
    await rename(join(modelsFolder, id), gone);
    await rm(gone, { recursive: true, force: true });
    await rm(join(modelsFolder, pullsFolder, id), { recursive: true, force: true });
  } catch (cause) {
    throw diskError(cause, join(modelsFolder, id));
  } finally {
    release();
  }
}
