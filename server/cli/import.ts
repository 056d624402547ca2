import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { FlowError } from "#engine/errors.ts";
import { checkLimit, importLimits } from "#engine/flow/import-limits.ts";
import { importText } from "#engine/flow/import-text.ts";
import { catalogue } from "#nodes/registry.ts";
import { openDestination } from "./import-destination.ts";
import { importLines } from "./import-lines.ts";

/** Arguments of `patchbay import`. */
export interface ImportArguments {
  readonly file: string;
  /** Folder to write flows to; undefined keeps them in the data folder. */
  readonly out: string | undefined;
  readonly json: boolean;
  /** Takes the place of flows of the same ids. */
  readonly replace: boolean;
  /** Only reports. */
  readonly dryRun: boolean;
}

/**
 * Imports a file and prints what became of it.
 * @returns the exit code
 * @throws {FlowError} where the file is refused, or its flows cannot be stored
 */
export async function importCommand(args: ImportArguments): Promise<number> {
  const text = await readLimited(args.file);
  const destination = await openDestination(args);
  try {
    const { flows, report } = importText(text, {
      catalogue,
      existingIds: destination.existingIds,
      onClash: args.replace ? "replace" : "copy",
      name: basename(args.file).replace(/\.json$/, ""),
    });
    if (!args.dryRun) await destination.save(flows);
    const lines = args.json
      ? [JSON.stringify({ flows: flows.map(({ id }) => id), ...report }, undefined, 2)]
      : importLines(args.file, flows, report, args.dryRun ? undefined : destination.place);
    process.stdout.write(`${lines.join("\n")}\n`);
    return 0;
  } finally {
    await destination.close();
  }
}

/** Reads a text file, and no more of it than an import takes: it may be a device without an end. */
async function readLimited(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  const mostBytes = 4 * importLimits.textCharacters; // of UTF-8 a character
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) checkLimit("textCharacters", bytes, "characters");
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof FlowError) throw cause;
    throw new FlowError("file.missing", { message: `${path} cannot be read.`, cause });
  }
  return Buffer.concat(chunks).toString("utf8");
}
