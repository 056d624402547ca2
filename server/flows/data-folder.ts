import { mkdirSync } from "node:fs";
import { FlowError } from "#engine/errors.ts";

/**
 * Makes the data folder where it is not there, for its owner alone.
 * @throws {FlowError} `file.write-failed`
 */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 }); // sessions and transcripts lie here, too
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The data folder ${folder} cannot be made (${reason}).`;
    throw new FlowError("file.write-failed", { field: "PATCHBAY_DATA", message, cause });
  }
}
