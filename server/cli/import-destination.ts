import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FlowError, toFlowError } from "#engine/errors.ts";
import { flowText } from "#engine/flow/flow-text.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { type Logger, silentLogger } from "#engine/runtime/logger.ts";
import { catalogue } from "#nodes/registry.ts";
import { loadConfig } from "#server/config.ts";
import { type FlowFile, isFlowFile } from "#server/flows/flow-record.ts";
import { FlowStore } from "#server/flows/flow-store.ts";
import { readFlows } from "#server/flows/seed.ts";

/** Where imported flows go. */
export interface ImportDestination {
  /** In words, for the report. */
  readonly place: string;
  /** Ids that are taken there. */
  readonly existingIds: ReadonlySet<string>;
  /** Keeps flows; what has their ids is replaced. @throws {FlowError} `file.write-failed` */
  save(flows: readonly Flow[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the folder that `--out` names, or else the data folder. A dry run only reads, so it takes no lock.
 * @throws {FlowError} `data.locked` where a server works on the data folder; `file.write-failed`
 */
export async function openDestination(args: {
  readonly out: string | undefined;
  readonly dryRun: boolean;
}): Promise<ImportDestination> {
  if (args.out === "") throw new FlowError("cli.usage", { field: "--out", message: "It names no folder." });
  if (args.out !== undefined) return folderDestination(args.out);
  if (existsSync(".env")) process.loadEnvFile();
  const { dataFolder } = loadConfig();
  const place = `as drafts in ${dataFolder}`;
  if (args.dryRun) return nothingSaved(place, await storedIds(join(dataFolder, "flows.json")));
  const store = await openStore(dataFolder);
  return {
    place,
    existingIds: new Set(store.list().map(({ flow }) => flow.id)),
    async save(flows) {
      await Promise.all(flows.map((flow) => store.put(flow)));
    },
    close: () => store.close(),
  };
}

async function folderDestination(folder: string): Promise<ImportDestination> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw toFlowError(error, "file.write-failed", { field: "--out" });
  });
  const ids = files.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
  return { ...nothingSaved(`in ${folder}`, new Set(ids)), save: (flows) => writeFlows(folder, flows) };
}

async function writeFlows(folder: string, flows: readonly Flow[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const flow of flows) await writeFile(join(folder, `${flow.id}.json`), flowText(flow));
  } catch (error) {
    throw toFlowError(error, "file.write-failed", { field: "--out" });
  }
}

function nothingSaved(place: string, existingIds: ReadonlySet<string>): ImportDestination {
  return { place, existingIds, save: () => Promise.resolve(), close: () => Promise.resolve() };
}

async function openStore(folder: string): Promise<FlowStore> {
  const warn: Logger["warn"] = (message) => process.stderr.write(`patchbay: warning: ${message}\n`);
  try {
    return await FlowStore.open({ folder, catalogue, log: { ...silentLogger, warn } });
  } catch (error) {
    if (!(error instanceof FlowError) || error.code !== "data.locked") throw error;
    const { message, field, cause } = error;
    const hint = "Import in the editor while the server runs, or write files with --out DIR.";
    throw new FlowError("data.locked", { message, field, hint, cause });
  }
}

/** Ids of the flows in the file; those that a new store begins with where there is none. */
async function storedIds(path: string): Promise<ReadonlySet<string>> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    const examples = fileURLToPath(new URL("../../flows/", import.meta.url));
    return new Set(readFlows(examples, catalogue, silentLogger).map(({ id }) => id));
  }
  return new Set(parseFile(text)?.flows.map(({ draft }) => draft.id));
}

function parseFile(text: string): FlowFile | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFlowFile(value) ? value : undefined;
  } catch {
    return undefined; // whoever opens the store to write sets it aside, with a warning
  }
}
