import { createHash, type Hash } from "node:crypto";

/**
 * What a file's content has to come to: the sha256 of its bytes, or the id that git gives it as a blob
 * (sha1 of `blob SIZE\0` and its bytes), which is what the hub's ETag holds for files outside LFS.
 */
export interface Checksum {
  readonly algorithm: "sha256" | "git-blob";
  /** Lower case. */
  readonly hex: string;
}

/** The sum that an ETag of the hub stands for, if it is one. */
export function checksumOf(etag: string | undefined): Checksum | undefined {
  if (etag === undefined) return undefined;
  const hex = etag.replace(/^W\//, "").replaceAll('"', "").toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) return { algorithm: "sha256", hex };
  return /^[0-9a-f]{40}$/.test(hex) ? { algorithm: "git-blob", hex } : undefined;
}

/** Sums up a file while its bytes go by. */
export class FileSum {
  readonly #sha256 = createHash("sha256");
  readonly #blob: Hash | undefined;

  /** @param expected what it will be compared with; only that is computed beside the sha256 */
  constructor(sizeBytes: number, expected: Checksum | undefined) {
    if (expected?.algorithm !== "git-blob") return;
    this.#blob = createHash("sha1").update(`blob ${sizeBytes}\0`);
  }

  /** Takes the next bytes. */
  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#blob?.update(bytes);
  }

  /** Ends it: the sha256, and whether the content is what was expected. */
  finish(expected: Checksum | undefined): { readonly sha256: string; readonly isExpected: boolean } {
    const sha256 = this.#sha256.digest("hex");
    const found = expected?.algorithm === "git-blob" ? this.#blob?.digest("hex") : sha256;
    return { sha256, isExpected: expected === undefined || found === expected.hex };
  }
}
