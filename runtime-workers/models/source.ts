import type { Readable } from "node:stream";
import type { Checksum } from "./checksum.ts";

/** What a source says of a file before it is fetched. */
export interface RemoteFile {
  readonly sizeBytes: number;
  /** Undefined where the source publishes none. */
  readonly checksum: Checksum | undefined;
  /** Changes with the content: what was fetched under another one is of no use. */
  readonly identity: string;
  /** Commit of the repository that the file is from. */
  readonly commit: string | undefined;
}

/** A file's bytes on their way. */
export interface OpenFile {
  /** Where they start: what was asked for, or 0 where the source begins anew. */
  readonly startByte: number;
  /** Size of the whole file, as this answer says it. */
  readonly sizeBytes: number | undefined;
  /** To ask for the rest of the same content with. */
  readonly validator: string | undefined;
  readonly body: Readable;
}

/** Where the files of one model come from. Both calls throw `PassingFailure` for what may go better next time. */
export interface ModelSource {
  describe(path: string, revision: string, signal: AbortSignal): Promise<RemoteFile>;
  /** @param from first byte wanted, and the validator that came with those before it */
  open(
    path: string,
    revision: string,
    from: { readonly startByte: number; readonly validator: string | undefined },
    signal: AbortSignal,
  ): Promise<OpenFile>;
  /** Gives connections back. */
  close(): void;
}
