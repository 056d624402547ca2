import { accessSync, constants, existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";

/** The files of a machine below a root folder: the real one, or one that a test made up. */
export interface SystemTree {
  /** A file's text; undefined when it is not there or cannot be read. */
  text(path: string): string | undefined;
  /** Names in a folder, sorted as people count (`accel2` before `accel10`); none when it is not there. */
  list(path: string): string[];
  /** Last part of a symbolic link's target; undefined where there is none. */
  linkName(path: string): string | undefined;
  exists(path: string): boolean;
  /** Whether this process may read and write the file. */
  mayUse(path: string): boolean;
}

/**
 * Reads below `root`. Synchronous: all of a probe's reads take 2 ms.
 * @param mayUse stands in for the file rights, which do not bind a test that runs as root
 */
export function systemTree(root: string, mayUse: (path: string) => boolean = isReadWrite): SystemTree {
  const at = (path: string) => join(root, path);
  const byNumber = new Intl.Collator("en", { numeric: true });
  return {
    text: (path) => attempt(() => readFileSync(at(path), "utf8").trim()),
    list: (path) => attempt(() => readdirSync(at(path)).sort(byNumber.compare)) ?? [],
    linkName: (path) => attempt(() => basename(readlinkSync(at(path)))),
    exists: (path) => existsSync(at(path)),
    mayUse: (path) => mayUse(at(path)),
  };
}

function isReadWrite(path: string): boolean {
  return attempt(() => accessSync(path, constants.R_OK | constants.W_OK) ?? true) ?? false;
}

/** Files of a system come and go, and may be forbidden: what cannot be read is not there. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
