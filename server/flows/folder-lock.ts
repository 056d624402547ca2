import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FlowError } from "#engine/errors.ts";

/**
 * Keeps a second server off a data folder. The lock is the kernel's, taken through SQLite on `server.lock`: it is
 * gone with its process, however that died, so nothing stale is ever left and no other process can be mistaken
 * for its holder. `server.pid` beside it only says who that is.
 */
export class FolderLock {
  readonly #database: DatabaseSync;
  readonly #pidFile: string;

  private constructor(database: DatabaseSync, pidFile: string) {
    this.#database = database;
    this.#pidFile = pidFile;
  }

  /** Takes the lock of a folder that exists. @throws {FlowError} `data.locked`, naming the process that has it */
  static take(folder: string): FolderLock {
    const pidFile = join(folder, "server.pid");
    const database = new DatabaseSync(join(folder, "server.lock"), { timeout: 0 });
    try {
      database.exec("BEGIN EXCLUSIVE");
    } catch (cause) {
      database.close();
      throw locked(folder, pidFile, cause);
    }
    writeFileSync(pidFile, `${process.pid}\n`);
    return new FolderLock(database, pidFile);
  }

  /** Gives the lock back. May be called twice. */
  release(): void {
    if (!this.#database.isOpen) return;
    rmSync(this.#pidFile, { force: true });
    this.#database.close();
  }
}

function locked(folder: string, pidFile: string, cause: unknown): FlowError {
  const sqliteBusy = 5;
  if ((cause as { errcode?: number }).errcode !== sqliteBusy) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new FlowError("file.write-failed", {
      field: "PATCHBAY_DATA",
      message: `The data folder ${folder} cannot be locked (${reason}).`,
      cause,
    });
  }
  return new FlowError("data.locked", {
    field: "PATCHBAY_DATA",
    message: `Another server${holder(pidFile)} works on the data folder ${folder}.`,
    cause,
  });
}

function holder(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, "utf8").trim()})`;
  } catch {
    return ""; // it has the lock and has not yet written its number
  }
}
