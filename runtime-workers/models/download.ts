import type { FileHandle } from "node:fs/promises";
import { FlowError } from "#engine/errors.ts";
import { FileSum } from "./checksum.ts";
import { diskError, PartFile } from "./part-file.ts";
import { PassingFailure, type RetryOptions, retry, throwIfCancelled } from "./retry.ts";
import type { ModelSource, OpenFile, RemoteFile } from "./source.ts";

/** A file to fetch. */
export interface DownloadJob {
  readonly source: ModelSource;
  /** Path in the repository. */
  readonly path: string;
  readonly revision: string;
  /** What the file has to be. */
  readonly expected: RemoteFile;
  /** Where it goes. */
  readonly target: string;
  readonly signal: AbortSignal;
  readonly wait: RetryOptions["wait"];
  /** Called with how many bytes of it are there. */
  readonly onBytes: (doneBytes: number) => void;
}

/**
 * Fetches a file, or the rest of it, and looks at its size and sum while it comes. A cut is followed by another try from
 * where it was (Range, If-Range); what came is kept in a part for the next pull, whatever ends this one. A file that
 * is not what it has to be is thrown away.
 * @returns its sha256
 * @throws {FlowError} `model.download`, `model.mismatch`, `model.no-space`, `model.cancelled` and what the source throws
 */
export async function downloadFile(job: DownloadJob): Promise<string> {
  const part = new PartFile(job.target);
  let most = 0;
  const options = { signal: job.signal, wait: job.wait, progress: () => most };
  return retry(async () => {
    const run = await Transfer.begin(job, part);
    try {
      await run.fetchRest();
    } finally {
      most = Math.max(most, run.doneBytes);
    }
    return run.finish();
  }, options);
}

/** One try. */
class Transfer {
  readonly #job: DownloadJob;
  readonly #part: PartFile;
  #sum: FileSum;
  #validator: string | undefined;
  /** Bytes that an earlier try or pull left. */
  #foundBytes = 0;
  doneBytes = 0;

  private constructor(job: DownloadJob, part: PartFile) {
    this.#job = job;
    this.#part = part;
    this.#sum = this.#newSum();
  }

  static async begin(job: DownloadJob, part: PartFile): Promise<Transfer> {
    const transfer = new Transfer(job, part);
    const { identity, sizeBytes } = job.expected;
    try {
      const { bytes, validator } = await part.resume(identity, sizeBytes);
      if (bytes > 0) await part.sumUp(transfer.#sum, job.signal);
      transfer.#foundBytes = transfer.doneBytes = bytes;
      transfer.#validator = validator;
    } catch (cause) {
      throwIfCancelled(job.signal);
      throw diskError(cause, job.path);
    }
    job.onBytes(transfer.doneBytes);
    return transfer;
  }

  async fetchRest(): Promise<void> {
    const { source, path, revision, expected, signal } = this.#job;
    if (this.doneBytes === expected.sizeBytes && this.doneBytes > 0) return;
    const from = { startByte: this.doneBytes, validator: this.#validator };
    const opened = await source.open(path, revision, from, signal);
    try {
      this.#checkAnswer(opened);
      await this.#write(opened);
    } finally {
      opened.body.destroy();
    }
  }

  /** Looks at the whole, and gives it its name. */
  async finish(): Promise<string> {
    const { expected, path } = this.#job;
    const { sha256, isExpected } = this.#sum.finish(expected.checksum);
    const isWhole = this.doneBytes === expected.sizeBytes;
    if (isWhole && isExpected) {
      await this.#part.complete().catch((cause) => {
        throw diskError(cause, path);
      });
      return sha256;
    }
    await this.#part.discard();
    const error = isWhole
      ? mismatch(path, `has another content than was published`)
      : mismatch(path, `has ${this.doneBytes} bytes, not ${expected.sizeBytes}`);
    // What was found may have been damaged on the disk: once more, from the start.
    throw this.#foundBytes > 0 ? new PassingFailure(error, 0) : error;
  }

  #checkAnswer({ startByte, sizeBytes }: OpenFile): void {
    const { path, expected } = this.#job;
    if (sizeBytes !== undefined && sizeBytes !== expected.sizeBytes) {
      throw mismatch(path, `has ${sizeBytes} bytes, not ${expected.sizeBytes}`);
    }
    if (startByte === this.doneBytes) return;
    if (startByte !== 0) throw mismatch(path, "came from another place than was asked for");
    this.#sum = this.#newSum();
    this.#foundBytes = this.doneBytes = 0;
  }

  async #write({ body, validator }: OpenFile): Promise<void> {
    const { path, expected, onBytes, signal } = this.#job;
    const origin = { identity: expected.identity, validator };
    const handle = await this.#part.open(this.doneBytes, origin).catch((cause) => {
      throw diskError(cause, path);
    });
    try {
      for await (const chunk of received(body, signal)) {
        if (this.doneBytes + chunk.length > expected.sizeBytes) {
          await this.#part.discard();
          throw mismatch(path, `is longer than ${expected.sizeBytes} bytes`);
        }
        await append(handle, chunk, this.doneBytes, path);
        this.#sum.update(chunk);
        this.doneBytes += chunk.length;
        onBytes(this.doneBytes);
      }
    } finally {
      await handle.close();
    }
  }

  #newSum(): FileSum {
    const { sizeBytes, checksum } = this.#job.expected;
    return new FileSum(sizeBytes, checksum);
  }
}

/** The chunks of a body; a cut is a `PassingFailure`. */
async function* received(body: OpenFile["body"], signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      throwIfCancelled(signal);
      yield chunk as Uint8Array;
    }
  } catch (cause) {
    throwIfCancelled(signal);
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The connection broke (${reason}).`;
    throw new PassingFailure(new FlowError("model.download", { message, cause }));
  }
}

async function append(handle: FileHandle, chunk: Uint8Array, at: number, path: string): Promise<void> {
  try {
    for (let done = 0; done < chunk.length; ) {
      done += (await handle.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
    }
  } catch (cause) {
    throw diskError(cause, path);
  }
}

function mismatch(path: string, what: string): FlowError {
  return new FlowError("model.mismatch", { field: path, message: `${path} ${what}.` });
}
