import { existsSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { join, relative } from "node:path";
import { FlowError } from "#engine/errors.ts";
import { formatBytes } from "#engine/protocol/format-bytes.ts";
import type { CatalogueModel } from "./catalogue.ts";
import { downloadFile } from "./download.ts";
import { type Manifest, manifestName, readManifest } from "./manifest.ts";
import { lockModel, pullsFolder } from "./model-lock.ts";
import { inParallel } from "./parallel.ts";
import { diskError } from "./part-file.ts";
import { type PullPlan, planPull } from "./pull-plan.ts";
import { type RetryOptions, throwIfCancelled } from "./retry.ts";
import type { ModelSource } from "./source.ts";

/** What has to stay free beside the model. */
const marginBytes = 64 * 1024 * 1024;

/** How far a pull is. */
export interface PullProgress {
  /** The file that most is missing of: it is what people wait for. */
  readonly file: string;
  /** Bytes of all files that are there, those of an earlier pull too. */
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** What to pull, and where to. */
export interface PullOptions {
  readonly model: CatalogueModel;
  readonly variant: string | undefined;
  readonly source: ModelSource;
  /** Folder of the installed models; made when it is not there. */
  readonly folder: string;
  /** Ends the pull; what came stays for the next one. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PullProgress) => void;
  /** Bytes free where a folder is. Default: the file system is asked. */
  readonly freeBytes?: (folder: string) => Promise<number>;
  /** See {@link RetryOptions}. */
  readonly wait?: RetryOptions["wait"];
}

/**
 * Installs a model: all of its files or none. They come to a folder of their own, which takes the model's name once
 * each of them is what it has to be. An installed model of that name, in another variant say, is replaced.
 * @returns what is installed now
 * @throws {FlowError} `model.busy`, `model.exists`, `model.no-space`, `model.gated`, `model.no-file`, `model.download`,
 * `model.mismatch`, `model.cancelled`, `file.write-failed`
 */
export async function pullModel(options: PullOptions): Promise<Manifest> {
  const { model, folder, source, signal } = options;
  const release = lockModel(folder, model.id);
  try {
    await settleSwap(folder, model.id);
    refuseForeign(folder, model.id);
    const plan = await planPull(model, options.variant, source, options);
    const staging = join(folder, pullsFolder, model.id);
    await checkSpace(options, staging, plan);
    const manifest = await fetchAll(options, staging, plan);
    throwIfCancelled(signal);
    await install(folder, staging, manifest);
    return manifest;
  } catch (error) {
    throwIfCancelled(signal); // an abort shows as whatever it broke
    throw error;
  } finally {
    release();
  }
}

async function fetchAll(options: PullOptions, staging: string, plan: PullPlan): Promise<Manifest> {
  const { model, variant, source, onProgress } = options;
  const done = new Map<string, number>();
  const { totalBytes, revision } = plan;
  const files = await inParallel(plan.files, options.signal, async ({ path, expected }, signal) => {
    const onBytes = (bytes: number) => {
      done.set(path, bytes);
      onProgress?.({
        file: leastDone(plan, done),
        doneBytes: [...done.values()].reduce((sum, some) => sum + some, 0),
        totalBytes,
      });
    };
    const target = join(staging, path);
    const job = { source, path, revision, expected, target, signal, wait: options.wait, onBytes };
    return { path, sizeBytes: expected.sizeBytes, sha256: await downloadFile(job) };
  });
  const { id, kind, repo, licence } = model;
  const about = { id, kind, repo, revision, licence, ...(variant === undefined ? {} : { variant }) };
  return { format: "patchbay.model/1", ...about, installedMs: Date.now(), files };
}

function leastDone({ files }: PullPlan, done: ReadonlyMap<string, number>): string {
  const missing = files.map(({ path, expected }) => expected.sizeBytes - (done.get(path) ?? 0));
  return files[missing.indexOf(Math.max(...missing))]?.path ?? "";
}

/** @throws {FlowError} `model.no-space`, before a byte is fetched */
async function checkSpace(options: PullOptions, staging: string, plan: PullPlan): Promise<void> {
  const { model, folder, freeBytes = freeBytesOf } = options;
  const there = await Promise.all(plan.files.map(({ path }) => bytesOf(join(staging, path))));
  const needed = plan.totalBytes - there.reduce((sum, bytes) => sum + bytes, 0);
  const free = await freeBytes(folder);
  if (needed + marginBytes <= free) return;
  throw new FlowError("model.no-space", {
    field: "model",
    message: `${model.id} needs ${formatBytes(needed)} more in ${folder}, and ${formatBytes(free)} are free.`,
  });
}

async function bytesOf(path: string): Promise<number> {
  const sizes = await Promise.all([path, `${path}.part`].map((each) => stat(each).catch(() => undefined)));
  return sizes.find((found) => found !== undefined)?.size ?? 0;
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Gives a complete folder the model's name. The one that had it is only removed after that. */
async function install(folder: string, staging: string, manifest: Manifest): Promise<void> {
  const target = join(folder, manifest.id);
  const old = swapped(folder, manifest.id);
  try {
    await removeOthers(staging, new Set(manifest.files.map(({ path }) => path)));
    const handle = await open(join(staging, manifestName), "w");
    await handle.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await handle.sync().finally(() => handle.close());
    if (existsSync(target)) await rename(target, old);
    await rename(staging, target);
    await rm(old, { recursive: true, force: true });
  } catch (cause) {
    throw diskError(cause, target);
  }
}

/** Ends what a crash in the middle of {@link install} left: the old folder takes its name again, or goes. */
async function settleSwap(folder: string, id: string): Promise<void> {
  const old = swapped(folder, id);
  if (!existsSync(old)) return;
  if (existsSync(join(folder, id))) await rm(old, { recursive: true, force: true });
  else await rename(old, join(folder, id));
}

function swapped(folder: string, id: string): string {
  return join(folder, pullsFolder, `${id}.old`);
}

/** @throws {FlowError} `model.exists` where a folder of that name was put there by hand */
function refuseForeign(folder: string, id: string): void {
  const target = join(folder, id);
  if (!existsSync(target) || readManifest(target) !== undefined) return;
  throw new FlowError("model.exists", { field: "model", message: `${target} was put there by hand.` });
}

/** Parts of another variant or revision go. */
async function removeOthers(staging: string, paths: ReadonlySet<string>): Promise<void> {
  await mkdir(staging, { recursive: true });
  for (const entry of await readdir(staging, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(staging, path).replaceAll("\\", "/");
    if (!entry.isDirectory() && !paths.has(name)) await rm(path);
  }
}
