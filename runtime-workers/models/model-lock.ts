import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FlowError } from "#engine/errors.ts";
import { diskError } from "./part-file.ts";

/** Folder below that of the models for what is on its way. No model's name starts with a dot. */
export const pullsFolder = ".pulls";

/**
 * Takes a model for one process to change. The lock is the kernel's, taken through SQLite: it is gone with its process,
 * however that died.
 * @returns what gives it back
 * @throws {FlowError} `model.busy`; `file.write-failed`, `model.no-space`
 */
export function lockModel(modelsFolder: string, id: string): () => void {
  const folder = join(modelsFolder, pullsFolder);
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    database = new DatabaseSync(join(folder, `${id}.lock`), { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    database?.close();
    const sqliteBusy = 5;
    if ((cause as { errcode?: number }).errcode !== sqliteBusy) throw diskError(cause, folder);
    throw new FlowError("model.busy", {
      field: "model",
      message: `${id} is being pulled or removed now.`,
      cause,
    });
  }
  const held = database;
  return () => {
    if (held.isOpen) held.close();
  };
}
