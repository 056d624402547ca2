import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { FlowError, toFlowError } from "#engine/errors.ts";
import type { ModelSource } from "./source.ts";

/**
 * A folder that is laid out as the hub is, `FOLDER/{owner}/{name}/{path}`, as the source of a repository's files: a
 * copy that somebody carried to a machine without a network. It holds one revision, and publishes no sums.
 */
export function createFolderSource(folder: string, repo: string): ModelSource {
  const place = (path: string) => join(folder, repo, path);
  return {
    async describe(path) {
      const found = await stat(place(path)).catch((cause) => {
        throw isMissing(cause)
          ? missing(folder, repo, path, cause)
          : toFlowError(cause, "file.missing", { field: path });
      });
      const identity = `${found.size} bytes of ${found.mtimeMs}`;
      return { sizeBytes: found.size, checksum: undefined, identity, commit: undefined };
    },
    async open(path, _revision, { startByte }) {
      const body = createReadStream(place(path), { start: startByte, highWaterMark: 1024 * 1024 });
      return { startByte, sizeBytes: undefined, validator: undefined, body };
    },
    close() {
      // It holds nothing open.
    },
  };
}

function isMissing(cause: NodeJS.ErrnoException): boolean {
  return cause.code === "ENOENT" || cause.code === "ENOTDIR";
}

function missing(folder: string, repo: string, path: string, cause: unknown): FlowError {
  return new FlowError("model.no-file", {
    field: path,
    message: `${join(folder, repo)} has no file ${path}.`,
    hint: `Copy the files of ${repo} there, as they are on the hub, or leave the offline folder out.`,
    cause,
  });
}
