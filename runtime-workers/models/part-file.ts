import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { FlowError, toFlowError } from "#engine/errors.ts";
import type { FileSum } from "./checksum.ts";

/** What a part was begun from: only the rest of the same content may follow it. */
interface PartOrigin {
  readonly identity: string;
  readonly validator: string | undefined;
}

/**
 * A file that is on its way: `PATH.part` holds the bytes that came, `PATH.part.json` what they are of. Once it is
 * complete and right it becomes `PATH`, in one step.
 */
export class PartFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Bytes that are of use for the content of that identity, and how to ask for the rest. A file that was complete
   * becomes a part again, to be looked at like any other.
   */
  async resume(
    identity: string,
    sizeBytes: number,
  ): Promise<{ bytes: number; validator: string | undefined }> {
    await mkdir(dirname(this.#path), { recursive: true });
    await rename(this.#path, this.#part).catch(ignoreMissing);
    const origin = await this.#origin();
    const bytes = await stat(this.#part).then(({ size }) => size, ignoreMissing);
    if (bytes !== undefined && bytes <= sizeBytes && origin?.identity === identity) {
      return { bytes, validator: origin.validator };
    }
    await this.discard();
    return { bytes: 0, validator: undefined };
  }

  /** Sums up the bytes that are there. */
  async sumUp(sum: FileSum, signal: AbortSignal): Promise<void> {
    const bytes = createReadStream(this.#part, { highWaterMark: 1024 * 1024, signal });
    for await (const chunk of bytes) sum.update(chunk as Uint8Array);
  }

  /** Opens it to write on from a byte, which cuts off what is behind. */
  async open(startByte: number, origin: PartOrigin): Promise<FileHandle> {
    await writeFile(this.#originFile, JSON.stringify(origin));
    const handle = await open(this.#part, startByte === 0 ? "w" : "r+");
    await handle.truncate(startByte);
    return handle;
  }

  /** The file is right: it takes its own name, with its bytes safe on the disk. What it is of stays noted. */
  async complete(): Promise<void> {
    const handle = await open(this.#part, "r+");
    await handle.sync().finally(() => handle.close());
    await rename(this.#part, this.#path);
  }

  /** Throws away what is there. */
  async discard(): Promise<void> {
    await Promise.all([this.#part, this.#originFile].map((path) => rm(path, { force: true })));
  }

  get #part(): string {
    return `${this.#path}.part`;
  }

  get #originFile(): string {
    return `${this.#path}.part.json`;
  }

  async #origin(): Promise<PartOrigin | undefined> {
    try {
      return JSON.parse(await readFile(this.#originFile, "utf8")) as PartOrigin;
    } catch {
      return undefined; // not there, or cut off by a crash
    }
  }
}

/** An error of the disk in words. */
export function diskError(cause: unknown, path: string): FlowError {
  if ((cause as NodeJS.ErrnoException).code !== "ENOSPC") {
    return toFlowError(cause, "file.write-failed", { field: path });
  }
  return new FlowError("model.no-space", { field: path, message: "The disk is full.", cause });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
