import { FlowError } from "#engine/errors.ts";
import { type CatalogueFile, type CatalogueModel, filesOf } from "./catalogue.ts";
import { inParallel } from "./parallel.ts";
import { type RetryOptions, retry } from "./retry.ts";
import type { ModelSource, RemoteFile } from "./source.ts";

/** What there is to fetch: all files of one commit, each with its size, and its sum where one is known. */
export interface PullPlan {
  readonly revision: string;
  readonly files: readonly { readonly path: string; readonly expected: RemoteFile }[];
  readonly totalBytes: number;
}

/**
 * Asks the source for every file of a model. The first answer names the commit, and all others are asked for at that
 * commit, so that a branch that moves meanwhile is never mixed.
 * @throws {FlowError} `model.mismatch` when the source announces what the catalogue does not; what the source throws
 */
export async function planPull(
  model: CatalogueModel,
  variant: string | undefined,
  source: ModelSource,
  options: Pick<RetryOptions, "wait"> & { readonly signal: AbortSignal },
): Promise<PullPlan> {
  const [first, ...rest] = filesOf(model, variant) as [CatalogueFile, ...CatalogueFile[]];
  const describe = async (file: CatalogueFile, revision: string, signal: AbortSignal) => {
    const retryOptions = { signal, wait: options.wait };
    const found = await retry(() => source.describe(file.path, revision, signal), retryOptions);
    return { path: file.path, expected: agreed(file, found) };
  };
  const begun = await describe(first, model.revision, options.signal);
  const revision = begun.expected.commit ?? model.revision;
  if (/^[0-9a-f]{40}$/.test(model.revision) && revision !== model.revision) {
    throw new FlowError("model.mismatch", {
      field: "revision",
      message: `${model.repo} is at ${revision}, not at ${model.revision}.`,
      hint: "Check HF_ENDPOINT: a mirror may be out of date.",
    });
  }
  const others = await inParallel(rest, options.signal, (file, signal) => describe(file, revision, signal));
  const files = [begun, ...others];
  return { revision, files, totalBytes: files.reduce((sum, { expected }) => sum + expected.sizeBytes, 0) };
}

/** What source and catalogue say of a file, where they agree. The catalogue's sum counts more than the source's. */
function agreed(file: CatalogueFile, found: RemoteFile): RemoteFile {
  const { path, sizeBytes, sha256 } = file;
  const announced = found.checksum?.algorithm === "sha256" ? found.checksum.hex : undefined;
  const otherSize = sizeBytes !== undefined && sizeBytes !== found.sizeBytes;
  if (otherSize || (sha256 !== undefined && announced !== undefined && announced !== sha256)) {
    const what = otherSize ? `${found.sizeBytes} bytes, not ${sizeBytes}` : "another content";
    throw new FlowError("model.mismatch", {
      field: path,
      message: `${path} has ${what}, against what the catalogue says of it.`,
      hint: "Check HF_ENDPOINT or the offline folder: what is there is of another revision.",
    });
  }
  return sha256 === undefined ? found : { ...found, checksum: { algorithm: "sha256", hex: sha256 } };
}
