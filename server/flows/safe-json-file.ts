import { copyFile, link, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Adapter } from "lowdb";
import type { Logger } from "#engine/runtime/logger.ts";

/** How a file is read. */
export interface SafeJsonOptions<Data> {
  /** Whether what was parsed is sound; what is not counts as corrupt. What it throws, `read` throws. */
  readonly check: (value: unknown) => value is Data;
  /** Brings what an older version wrote up to this one. The file changes with the next write. */
  readonly migrate: (data: Data) => Data;
  readonly log: Logger;
}

/**
 * A JSON file for lowdb that a crash at any moment leaves whole: written beside its place, forced to the disk
 * and then renamed, with the version before kept as `.backup`. lowdb's own adapter renames without fsync, so a
 * power cut can leave it empty. One process, one write at a time: whoever uses it sees to both.
 */
export class SafeJsonFile<Data> implements Adapter<Data> {
  readonly #path: string;
  readonly #options: SafeJsonOptions<Data>;
  #writes = 0;

  constructor(path: string, options: SafeJsonOptions<Data>) {
    this.#path = path;
    this.#options = options;
  }

  /**
   * The file's content; the backup's when the file is corrupt; null when there is neither. A corrupt file is set
   * aside as `<name>.corrupt-<time>`, with a warning.
   * @throws {Error} what the disk says, when a file that is there cannot be read or set aside
   */
  async read(): Promise<Data | null> {
    await this.#removeLeftovers();
    const { log } = this.#options;
    for (const path of [this.#path, this.#backupPath]) {
      const text = await readText(path);
      if (text === undefined) continue;
      const data = this.#parse(text);
      if (data !== undefined) return data;
      const aside = `${path}.corrupt-${new Date().toISOString().replaceAll(":", "-")}`;
      await rename(path, aside);
      log.warn("a data file is corrupt and was set aside", { file: path, aside });
    }
    return null;
  }

  /** Writes the file. Once it resolves the content survives a power cut. @throws {Error} what the disk says */
  async write(data: Data): Promise<void> {
    const temporary = `${this.#path}.${process.pid}-${++this.#writes}.tmp`;
    try {
      await writeDurably(temporary, JSON.stringify(data));
      await this.#writeBackup(`${temporary}-backup.tmp`);
      await rename(temporary, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  get #backupPath(): string {
    return `${this.#path}.backup`;
  }

  #parse(text: string): Data | undefined {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return undefined;
    }
    const { check, migrate } = this.#options;
    return check(value) ? migrate(value) : undefined;
  }

  /** The present file becomes the backup, and stays in its place: there is no moment without it. */
  async #writeBackup(temporary: string): Promise<void> {
    try {
      await link(this.#path, temporary).catch(() => copyFile(this.#path, temporary));
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    await rename(temporary, this.#backupPath);
    // After a crash just here both names are one file, and POSIX then lets a rename do nothing.
    await rm(temporary, { force: true });
  }

  /** What a killed process had begun to write. */
  async #removeLeftovers(): Promise<void> {
    const folder = dirname(this.#path);
    const prefix = `${basename(this.#path)}.`;
    const names = await readdir(folder);
    const leftovers = names.filter((name) => name.startsWith(prefix) && name.endsWith(".tmp"));
    await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true })));
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Forces a rename to the disk; systems that cannot open folders (Windows) do without. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  if (folder === undefined) return;
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isMissing(error: unknown): boolean {
  return (error as { code?: string }).code === "ENOENT";
}
